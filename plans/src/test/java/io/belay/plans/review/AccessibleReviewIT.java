package io.belay.plans.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each report as a browser shows it, looked at by axe-core: contrast, headings, names, tables. */
class AccessibleReviewIT {

    private static final long DEADLINE_SECONDS = 120;
    private static final String RUN = """
            <pre id="axe-result"></pre>
            <script>
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(result => {
              const bad = result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | '));
              document.getElementById('axe-result').textContent = 'AXE' + JSON.stringify({
                passes: result.passes.map(p => p.id), violations: bad, dark: matchMedia('(prefers-color-scheme: dark)').matches}) + 'END';
            });
            </script>
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "smallest, 1280, light",
        "accepted-and-rehearsed, 1280, dark",
        "online, 1280, light",
        "online, 1280, dark",
        "online, 600, light",
        "online, 600, dark"
    })
    void axe_finds_nothing_wrong(String plan, int width, String scheme) throws Exception {
        JsonNode found = look(
                GoldenReviewsTest.review(Path.of("src", "test", "resources", "review", plan + ".yaml"))
                        .html(),
                width,
                scheme);

        assertThat(found.path("violations")).isEmpty();
        assertThat(texts(found.path("passes")))
                .contains("color-contrast", "heading-order", "html-has-lang", "svg-img-alt");
        assertThat(found.path("dark").asBoolean()).isEqualTo(scheme.equals("dark"));
    }

    @Test
    void axe_would_find_a_fault() throws Exception {
        String report = GoldenReviewsTest.review(Path.of("src", "test", "resources", "review", "smallest.yaml"))
                .html()
                .replace("<html lang=\"en\">", "<html>")
                .replace("--quiet: #545d68", "--quiet: #c5c9cd");

        JsonNode found = look(report, 1280, "light");

        assertThat(texts(found.path("violations"))).anyMatch(text -> text.startsWith("html-has-lang"));
        assertThat(texts(found.path("violations"))).anyMatch(text -> text.startsWith("color-contrast"));
    }

    private JsonNode look(String report, int width, String scheme) throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on the PATH to show the report to");
        // The report's own policy forbids every script, the checker's too.
        String open = report.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
        assertThat(open).isNotEqualTo(report);
        String page = open.replace("</body>", "<script>" + axe() + "</script>" + RUN + "</body>");
        Path file = Files.writeString(folder.resolve("report.html"), page);
        String shown = shown(browser.get(), file, width, scheme);
        int from = shown.indexOf("AXE{");
        int to = shown.indexOf("}END", Math.max(0, from));
        assertThat(from >= 0 && to > from)
                .as("axe came to an end: " + shown.length())
                .isTrue();
        String json = shown.substring(from + 3, to + 1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
        return new JsonMapper().readTree(json);
    }

    private String shown(Path browser, Path file, int width, String scheme) throws IOException, InterruptedException {
        Path out = folder.resolve("shown.html");
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",1200",
                "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                "--virtual-time-budget=60000",
                "--dump-dom",
                file.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Files.readString(out);
    }

    private static Optional<Path> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String axe() throws IOException {
        try (InputStream in = AccessibleReviewIT.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe-core's jar is on the test class path").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
