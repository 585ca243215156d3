package io.belay.plans.review;

/** The report for tickets, in the Markdown that most trackers read. For one thread only. */
final class MarkdownReport {

    private final Report report;
    private final MarkdownPen pen;

    MarkdownReport(Report report) {
        this.report = report;
        this.pen = new MarkdownPen(report.subject().way().mermaid());
    }

    String write() {
        Subject subject = report.subject();
        pen.line("# Change review: " + MarkdownText.plain(subject.way().plan().name()));
        pen.line("");
        pen.line(MarkdownPen.inline(report.headline(), false) + ".");
        pen.line("");
        pen.line(MarkdownPen.inline(report.responsible(), false));
        pen.line("");
        if (!subject.description().isEmpty()) {
            pen.line("> " + MarkdownText.beginning(MarkdownText.plain(subject.description())));
            pen.line("");
        }
        pen.glance(report.glance());
        for (Section section : report.sections()) {
            pen.line("## " + section.title());
            pen.line("");
            section.blocks().forEach(block -> block.write(pen));
        }
        pen.line("---");
        pen.line("");
        pen.line("Plan `" + subject.hash() + "`. The same plan and facts give the same report, byte for byte.");
        return pen.written();
    }
}
