package io.belay.plans.read;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the plain YAML that Belay's files are written in: one document of mappings, lists and texts. Stateless.
 *
 * <p>Only YAML's events are used: nothing is composed, resolved or loaded, so no type is ever guessed ({@code no}, {@code 010},
 * {@code 22:30}), and what plans do not have (anchors, aliases, merge keys, tags) is reported where it stands.
 */
public final class YamlText {

    /** A plan of forty clusters has 4 KiB; beyond this somebody sent the wrong file. */
    public static final int LARGEST = 256 * 1024;

    /** The deepest field of the language lies at 7. */
    public static final int DEEPEST = 20;

    /** Names and values; a thousand steps have fewer, unless each writes out its options. Beyond this a file would take long to judge, however small it is. */
    static final int MOST = 20_000;

    private record Expectation(String cause, String help) {}

    /** What the scanner says, in the words of somebody who writes a plan. The first one that is contained counts. */
    private static final List<Expectation> EXPECTATIONS = List.of(
            new Expectation(
                    "mapping values are not allowed here",
                    "indent this line like its neighbours, or put the value in quotes if it holds a colon"),
            new Expectation("expected ',' or '}'", "put a comma between two fields, or close the brace with `}`"),
            new Expectation("expected ',' or ']'", "put a comma between two items, or close the bracket with `]`"),
            new Expectation("could not find expected ':'", "write `field: value`"),
            new Expectation("expected <block end>", "indent this line like the other lines of the same block"),
            new Expectation("unexpected end of stream", "close the quotes that were opened here or above"),
            new Expectation("cannot start any token", "put the value in quotes"));

    private YamlText() {}

    /** Empty when nothing could be read at all; then {@code problems} says why. */
    public static Optional<Node> read(String text, Problems problems) {
        Source source = problems.source();
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            problems.add(Problem.error(
                            ReadErrors.TOO_LARGE,
                            source.wholeFile(),
                            "the file has " + size + " bytes; at most " + LARGEST + " are read")
                    .withHelp("check that this is the file you meant; several clusters are a fleet of plans"));
            return Optional.empty();
        }
        TextScan.Safe safe = TextScan.scan(text, problems);
        Optional<Node> root = parse(safe, problems);
        root.ifPresentOrElse(
                node -> Secrets.hide(node, problems), () -> Secrets.hideInLines(Source.withoutMark(text), source));
        return root;
    }

    /**
     * A file as it says, and as it is written.
     *
     * @param written with comments, blank lines and quotes
     */
    public record Layout(Node root, Written.File written) {}

    /**
     * Empty when something in it keeps it from being read, which {@code problems} then says. Tabs outside of quotes are
     * reported and read as blanks.
     */
    public static Optional<Layout> layout(String text, Problems problems) {
        Optional<Node> root = read(text, problems);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        TextScan.Safe safe = TextScan.scan(text, new Problems(problems.source()));
        boolean unreadable = problems.sorted().stream()
                .filter(Problem::isError)
                .anyMatch(problem -> !problem.code().equals(ReadErrors.SECRET_IN_TEXT)
                        && (!problem.code().equals(ReadErrors.TAB) || safe.tabsQuoted()));
        return unreadable
                ? Optional.empty()
                : root.map(node -> new Layout(node, LayoutReader.read(safe.text(), problems.source())));
    }

    private static Optional<Node> parse(TextScan.Safe safe, Problems problems) {
        boolean tabs = problems.has(ReadErrors.TAB);
        try {
            return NodeBuilder.build(safe, problems);
        } catch (MarkedYAMLException e) {
            if (!tabs) {
                problems.add(notYaml(e, problems.source()));
            }
        } catch (YAMLException e) {
            problems.add(Problem.error(
                            ReadErrors.NOT_YAML,
                            problems.source().wholeFile(),
                            "the file is not YAML: " + e.getMessage())
                    .withHelp("write plain text in UTF-8"));
        }
        return Optional.empty();
    }

    private static Problem notYaml(MarkedYAMLException e, Source source) {
        Mark mark = e.getProblemMark();
        String cause = String.valueOf(e.getProblem()).replaceAll("\\s+", " ").strip();
        // A document that ends too early is marked behind its last line, where there is nothing to show.
        int line = Math.min(mark.getLine() + 1, Math.max(1, source.lineCount()));
        int column = mark.getLine() + 1 > line ? 1 : mark.getColumn() + 1;
        String help = EXPECTATIONS.stream()
                .filter(expectation -> cause.contains(expectation.cause()))
                .map(Expectation::help)
                .findFirst()
                .orElse("look at this line and the one above it");
        return Problem.error(
                        ReadErrors.NOT_YAML,
                        source.place(line, column, 1),
                        "the file is not YAML here: " + cause.replace('`', '\''))
                .withHelp(help);
    }
}
