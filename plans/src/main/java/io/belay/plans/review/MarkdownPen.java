package io.belay.plans.review;

import io.belay.plans.markup.VisibleText;
import io.belay.plans.review.Block.Grid;
import java.util.List;

/** Writes blocks as Markdown. For one thread only. */
final class MarkdownPen implements Block.Pen {

    /** Signs of a bar in the timing table. */
    private static final int BAR = 40;

    private static final int NAME = 24;

    private final String mermaid;
    private final StringBuilder out = new StringBuilder();

    /** @param mermaid the way of the plan as a picture */
    MarkdownPen(String mermaid) {
        this.mermaid = mermaid;
    }

    String written() {
        return out.toString();
    }

    void glance(List<Glance.Answer> answers) {
        line("## At a glance");
        line("");
        line("| | |");
        line("|---|---|");
        for (Glance.Answer answer : answers) {
            line("| **" + answer.question() + "** | " + inline(strong(answer.headline()), true) + " "
                    + inline(answer.detail(), true).strip() + " |");
        }
        line("");
    }

    /** What is plain in it, in bold; code stays code. */
    private static Prose strong(Prose text) {
        Prose strong = Prose.NONE;
        for (Prose.Piece piece : text.pieces()) {
            strong = strong.with(piece.mark() == Prose.Mark.PLAIN ? Prose.Mark.STRONG : piece.mark(), piece.text());
        }
        return strong;
    }

    @Override
    public void paragraph(Prose text) {
        line(MarkdownText.beginning(inline(text, false).strip()));
        line("");
    }

    @Override
    public void bullets(List<Prose> items) {
        items.forEach(
                item -> line("- " + MarkdownText.beginning(inline(item, false).strip())));
        line("");
    }

    @Override
    public void grid(Grid grid) {
        line("*" + grid.caption() + "*");
        line("");
        line("| " + String.join(" | ", grid.heads()) + " |");
        line("|" + "---|".repeat(grid.heads().size()));
        for (Grid.Row row : grid.rows()) {
            List<String> cells =
                    row.cells().stream().map(cell -> inline(cell, true).strip()).toList();
            line("| " + String.join(" | ", cells) + " |");
        }
        line("");
    }

    /** A picture made of signs: every tracker shows it. */
    @Override
    public void gantt(Gantt gantt) {
        line("```text");
        long total = Math.max(1, gantt.total().toMillis());
        boolean known = gantt.knowsAny();
        for (Gantt.Bar bar : gantt.bars()) {
            String name = bar.stop().name().replace(", ", " ");
            String shown = name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
            line(shown + " ".repeat(NAME + 1 - shown.length()) + bar(bar, total, known) + " "
                    + VisibleText.line(GanttPicture.words(bar)));
        }
        line("```");
        line("");
    }

    private static String bar(Gantt.Bar bar, long total, boolean known) {
        if (!Gantt.works(bar.stop())) {
            return " ".repeat((int) (bar.offset().toMillis() * BAR / total)) + "◆";
        }
        String before = known ? " ".repeat((int) (bar.offset().toMillis() * BAR / total)) : "";
        if (bar.time().isEmpty()) {
            return before + "░░░";
        }
        return before + "█".repeat(Math.max(1, (int) (bar.length().toMillis() * BAR / total)));
    }

    @Override
    public void way() {
        line("```mermaid");
        out.append(mermaid);
        line("```");
        line("");
    }

    static String inline(Prose text, boolean inTable) {
        StringBuilder line = new StringBuilder();
        for (Prose.Piece piece : text.pieces()) {
            line.append(
                    switch (piece.mark()) {
                        case PLAIN, QUOTED -> MarkdownText.plain(piece.text());
                        case STRONG, NO_RETURN -> around("**", piece.text());
                        case UNKNOWN -> around("*", piece.text());
                        case CODE -> MarkdownText.code(piece.text(), inTable);
                    });
        }
        return line.toString();
    }

    /** Marks must touch what they mark. */
    private static String around(String mark, String text) {
        String inner = text.strip();
        if (inner.isEmpty()) {
            return text;
        }
        String lead = text.substring(0, text.indexOf(inner.charAt(0)));
        String trail = text.substring(text.lastIndexOf(inner.charAt(inner.length() - 1)) + 1);
        return lead + mark + MarkdownText.plain(inner) + mark + trail;
    }

    void line(String text) {
        out.append(text).append('\n');
    }
}
