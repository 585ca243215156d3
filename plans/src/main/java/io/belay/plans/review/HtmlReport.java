package io.belay.plans.review;

import io.belay.plans.graph.WayPicture;
import io.belay.plans.markup.Markup;
import io.belay.plans.markup.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The report as one HTML file without scripts and without anything to load. For one thread only. */
final class HtmlReport {

    private final Report report;
    private final Markup out = new Markup();

    HtmlReport(Report report) {
        this.report = report;
    }

    String write() {
        String name = report.subject().way().plan().name();
        out.open("html", "lang", "en").line().open("head").line();
        out.empty("meta", "charset", "utf-8").line();
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        out.empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'")
                .line();
        out.leaf("title", "Change review: " + name).line();
        out.sheet("\n" + Palette.variables() + sheet() + WayPicture.RULES + GanttPicture.RULES)
                .line();
        out.close().line().open("body").line();
        header(name);
        out.open("main", "id", "top").line();
        new HtmlPen(out, report.subject().way()).glance(report.glance());
        contents();
        report.sections().forEach(this::section);
        out.close().line();
        footer();
        out.close().line().close().line();
        return "<!DOCTYPE html>\n" + out;
    }

    private void header(String name) {
        HtmlPen pen = new HtmlPen(out, report.subject().way());
        out.open("header").line();
        out.leaf("p", "Change review", "class", "eyebrow").line();
        out.leaf("h1", name).line();
        out.open("p", "class", "headline");
        pen.inline(report.headline());
        out.close().line().open("p", "class", "responsible");
        pen.inline(report.responsible());
        out.close().line();
        String description = report.subject().description();
        if (!description.isEmpty()) {
            out.open("p", "class", "description")
                    .leaf("bdi", description)
                    .close()
                    .line();
        }
        out.close().line();
    }

    private void contents() {
        out.open("nav", "aria-label", "Contents").open("ul");
        for (Section section : report.sections()) {
            out.open("li")
                    .leaf("a", section.title(), "href", "#" + section.id())
                    .close();
        }
        out.close().close().line();
    }

    private void section(Section section) {
        out.open("section", "aria-labelledby", section.id()).line();
        out.leaf("h2", section.title(), "id", section.id()).line();
        HtmlPen pen = new HtmlPen(out, report.subject().way());
        section.blocks().forEach(block -> block.write(pen));
        out.close().line();
    }

    private void footer() {
        out.open("footer").open("p");
        out.text("Plan ").leaf("code", report.subject().hash());
        out.text(". The same plan and facts give the same report, byte for byte.");
        out.close().close().line();
    }

    /** The looks that all reports share. */
    static String sheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css could not be read", e);
        }
    }
}
