package io.belay.plans.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Problems as a log of the Static Analysis Results Interchange Format, which code hosts and editors read. Source lines are not
 * in it. Immutable.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class ProblemSarif {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** What is said of a code whatever the file: the title of its page, and the page. */
    public record Rule(String title, String markdown) {}

    private final String version;
    private final Function<ErrorCode, Rule> rules;

    /** @param version of Belay */
    public ProblemSarif(String version, Function<ErrorCode, Rule> rules) {
        this.version = version;
        this.rules = rules;
    }

    public ObjectNode of(List<Problems> files) {
        List<Problem> problems = new ArrayList<>();
        files.forEach(file -> problems.addAll(file.sorted()));
        List<ErrorCode> codes = problems.stream().map(Problem::code).distinct().toList();
        ObjectNode log = JsonNodeFactory.instance.objectNode();
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "belay").put("version", version);
        ArrayNode described = driver.putArray("rules");
        codes.forEach(code -> rule(described.addObject(), code));
        ArrayNode artifacts = run.putArray("artifacts");
        files.forEach(file -> artifacts
                .addObject()
                .putObject("location")
                .put("uri", uri(file.source().name())));
        ArrayNode results = run.putArray("results");
        problems.forEach(problem -> result(results.addObject(), problem, codes.indexOf(problem.code())));
        run.put("columnKind", "unicodeCodePoints");
        return log;
    }

    private void rule(ObjectNode node, ErrorCode code) {
        Rule rule = rules.apply(code);
        node.put("id", code.text());
        node.putObject("shortDescription").put("text", rule.title());
        node.putObject("help").put("text", rule.markdown()).put("markdown", rule.markdown());
    }

    private static void result(ObjectNode node, Problem problem, int rule) {
        node.put("ruleId", problem.code().text()).put("ruleIndex", rule);
        node.put("level", problem.severity().word());
        String label = problem.label().isEmpty() ? "" : " (" + problem.label() + ")";
        String help = problem.help().isEmpty() ? "" : "\nhelp: " + problem.help();
        node.putObject("message").put("text", problem.statement() + label + help);
        place(node.putArray("locations").addObject(), problem.place());
        problem.second().ifPresent(second -> {
            ObjectNode related = node.putArray("relatedLocations").addObject();
            related.put("id", 1);
            place(related, second.place());
            related.putObject("message").put("text", second.label().isEmpty() ? "disagrees" : second.label());
        });
    }

    private static void place(ObjectNode node, SourcePlace place) {
        ObjectNode physical = node.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(place.file()));
        if (!place.isWholeFile()) {
            physical.putObject("region")
                    .put("startLine", place.line())
                    .put("startColumn", place.column())
                    .put("endLine", place.line())
                    .put("endColumn", place.end());
        }
    }

    /** A relative name stays relative, so that the log fits every checkout. */
    private static String uri(String file) {
        try {
            boolean absolute = file.startsWith("/");
            // A colon in the first segment of a relative name would be read as a scheme.
            String name = !absolute && file.contains(":") ? "./" + file : file;
            return new URI(absolute ? "file" : null, absolute ? "" : null, name, null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("no name of a file: " + file, impossible);
        }
    }
}
