package io.belay.plans.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.PlanFile;
import io.belay.plans.graph.Way;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.review.ReviewFacts.Approval;
import io.belay.plans.review.ReviewFacts.Fact;
import io.belay.plans.review.ReviewFacts.Failing;
import io.belay.plans.review.ReviewFacts.Finding;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Whoever writes a plan, or names a table, writes no part of the report. */
class HostileTextTest {

    private static final String HOSTILE =
            "<script>alert(1)</script> </td></table> | `code` **bold** [x](http://evil.example) "
                    + "<img src=x onerror=y> \"quoted\" 'single' &amp; ${x} <!-- -- --> ]]> \u202etxt.exe \u05e9\u05dc\u05d5\u05dd";

    private static final String LINES = HOSTILE + "\n# Heading\n| a | b |\n```\nfence\n</script>\n";

    private final Review review =
            Review.of(plan()).describedAs(LINES).withFacts(facts()).writtenBy("0.1.0");

    @Test
    void no_text_becomes_an_element_an_attribute_or_a_script() throws Exception {
        Document report = parsed(review.html());

        assertThat(names(report))
                .doesNotContain("script", "img", "iframe", "link", "b")
                .contains("svg", "table", "bdi");
        assertThat(attributes(report))
                .noneMatch(name -> name.startsWith("on") || name.equals("style") || name.equals("src"));
        assertThat(report.getDocumentElement().getTextContent())
                .contains("<script>alert(1)</script> </td></table> | `code`");
        assertThat(review.html())
                .doesNotContain("<script", "\u202e", "onerror=y>")
                .contains("[U+202E]txt.exe");
    }

    @Test
    void the_pictures_alone_are_well_formed_too() throws Exception {
        Document picture = parsed(Way.of(plan()).svg());

        assertThat(names(picture)).doesNotContain("script", "image", "foreignObject", "a");
    }

    @Test
    void no_text_ends_a_cell_a_line_or_a_fence_of_markdown() {
        List<String> lines = review.markdown().lines().toList();

        assertThat(lines)
                .noneMatch(
                        line -> line.startsWith("# Heading") || line.equals("fence") || line.startsWith("</script>"));
        assertThat(lines.stream().filter(line -> line.startsWith("```"))).hasSize(4);
        int columns = 0;
        for (String line : lines) {
            int bars = line.startsWith("|")
                    ? line.replaceAll("\\\\.", "").replaceAll("[^|]", "").length()
                    : 0;
            assertThat(bars == 0 || columns == 0 || bars == columns).as(line).isTrue();
            columns = bars;
        }
        String outsideCode = review.markdown().replaceAll("(?<!`)(`+)(?!`).+?(?<!`)\\1(?!`)", "");
        assertThat(outsideCode)
                .doesNotContain("http://evil", " <script", "[x](", "\u202e")
                .contains("\\<script\\>alert(1)\\</script\\>");
    }

    @Test
    void code_is_fenced_by_more_backticks_than_it_holds() {
        assertThat(MarkdownText.code("a", false)).isEqualTo("`a`");
        assertThat(MarkdownText.code("a``b", false)).isEqualTo("```a``b```");
        assertThat(MarkdownText.code("`", false)).isEqualTo("`` ` ``");
        assertThat(MarkdownText.code("a|b\nc", true)).isEqualTo("`a\\|b c`");
    }

    @Test
    void a_line_of_markdown_never_begins_a_list_or_a_rule() {
        assertThat(MarkdownText.beginning("- x")).isEqualTo("\\- x");
        assertThat(MarkdownText.beginning("12. x")).isEqualTo("12\\. x");
        assertThat(MarkdownText.beginning("1 x")).isEqualTo("1 x");
    }

    private static ResolvedPlan plan() {
        String text = """
                apiVersion: belay/v1
                kind: UpgradePlan
                metadata: {name: orders-13-to-17, owner: dba-team@example.com, change: "<script>|`"}
                live: {cluster: db1/orders, version: 13}
                target: {version: 17, settings: {log_line_prefix: "</code><script>`|"}}
                accept:
                  - {code: BLY-2039, object: "</td>|`", reason: "<b>1</b> | `2`", owner: eve@example.com, until: 2027-01-31}
                steps:
                  - preflight
                  - snapshot
                  - clone
                  - pg_upgrade
                  - verify
                  - approve: {by: change-board, asks: "<script>alert(2)</script> | ` -->"}
                  - {promote: {mode: offline, way_back: none}, note: "</title><script>alert(3)</script> | `"}
                """;
        return PlanFile.read(text, "x", Map.of()).resolved().orElseThrow();
    }

    private static ReviewFacts facts() {
        return new ReviewFacts(
                Optional.empty(),
                "",
                "</code>" + HOSTILE,
                List.of(new Fact(LINES, LINES)),
                List.of(),
                Optional.empty(),
                List.of(new Failing("verify", LINES, LINES, LINES)),
                List.of(new Finding(LINES, "blocker", LINES, LINES, LINES)),
                List.of(new Approval(LINES, LINES, LINES, LINES)),
                List.of(LINES),
                List.of(LINES));
    }

    private static Document parsed(String markup) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(markup)));
    }

    private static List<String> names(Document document) {
        List<String> names = new ArrayList<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            names.add(all.item(i).getNodeName());
        }
        return names;
    }

    private static List<String> attributes(Document document) {
        List<String> names = new ArrayList<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            for (int j = 0; j < all.item(i).getAttributes().getLength(); j++) {
                names.add(all.item(i).getAttributes().item(j).getNodeName());
            }
        }
        return names;
    }
}
