package io.belay.plans.review;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.markup.Markup;
import io.belay.plans.markup.Palette;
import java.util.List;

/**
 * The report of a finished run, in the form that tickets, people or programs read. The same evidence gives the same bytes on every
 * machine. Immutable.
 */
public final class AccountReport {

    /** The part before the dot rises when something that was there goes or changes its meaning. */
    private static final String FORMAT_VERSION = "1.0";

    private static final String LAST =
            "The same evidence gives the same report, byte for byte; nothing in it was asked of anybody else.";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RunAccount account;
    private final List<Glance.Answer> glance;
    private final List<Section> sections;

    public AccountReport(RunAccount account) {
        this.account = account;
        this.glance = AccountGlance.of(account);
        this.sections = AccountSections.of(account);
    }

    public String json() {
        ObjectNode document =
                MAPPER.createObjectNode().put("format_version", FORMAT_VERSION).put("kind", "run-report");
        document.setAll((ObjectNode) MAPPER.valueToTree(account));
        return document.toPrettyString() + "\n";
    }

    public String markdown() {
        MarkdownPen pen = new MarkdownPen("");
        pen.line("# Run report: " + MarkdownText.plain(account.run()));
        pen.line("");
        pen.line(MarkdownPen.inline(headline(), false) + ".");
        pen.line("");
        pen.glance(glance);
        for (Section section : sections) {
            pen.line("## " + section.title());
            pen.line("");
            section.blocks().forEach(block -> block.write(pen));
        }
        pen.line("---");
        pen.line("");
        pen.line(LAST);
        return pen.written();
    }

    public String html() {
        Markup out = new Markup();
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
        out.leaf("title", "Run report: " + account.run()).line();
        out.sheet("\n" + Palette.variables() + HtmlReport.sheet()).line();
        out.close().line().open("body").line();
        body(out);
        out.close().line().close().line();
        return "<!DOCTYPE html>\n" + out;
    }

    private void body(Markup out) {
        HtmlPen pen = new HtmlPen(out, Markup::new);
        out.open("header").line();
        out.leaf("p", "Run report", "class", "eyebrow").line();
        out.leaf("h1", account.run()).line();
        out.open("p", "class", "headline");
        pen.inline(headline());
        out.close().line().close().line();
        out.open("main", "id", "top").line();
        pen.glance(glance);
        for (Section section : sections) {
            out.open("section", "aria-labelledby", section.id()).line();
            out.leaf("h2", section.title(), "id", section.id()).line();
            section.blocks().forEach(block -> block.write(pen));
            out.close().line();
        }
        out.close().line();
        out.open("footer").leaf("p", LAST).close().line();
    }

    private Prose headline() {
        return Prose.of(account.asked().rehearsal() ? "Rehearsal for " : "Upgrade of ")
                .code(account.asked().cluster())
                .plain(" by plan ")
                .code(account.asked().plan())
                .plain(": " + AccountGlance.phase(account));
    }
}
