package io.belay.plans.read;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what looks like a secret written into a file, hides it from every message and reports it. It goes by the name of the
 * field, also a misspelt one, and by what secrets look like in texts, before any grammar looks: whatever else is wrong with the
 * line, the line can be shown. For one file.
 */
final class Secrets {

    private static final Pattern NAME = Pattern.compile(
            "pas+w|passphrase|pwd|secret|token|credential|api_?key|private_?key", Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD = Pattern.compile("^pas+w");

    /** In place of a field's name: no field is called so. */
    private static final String ARGUMENT = "--";

    /** How a secret may be named: what stands behind these is a place, not the secret. */
    private static final Set<String> REFERENCES = Set.of("env", "file", "pgpass", "command");

    private final Problems problems;
    private final boolean ofHost;

    private Secrets(Problems problems, boolean ofHost) {
        this.problems = problems;
        this.ofHost = ofHost;
    }

    static void hide(Node node, Problems problems) {
        boolean ofHost = node instanceof MappingNode root
                && root.find("kind")
                        .filter(kind -> kind.value() instanceof TextNode text
                                && text.text().equals("HostConfiguration"))
                        .isPresent();
        new Secrets(problems, ofHost).walk(node, "");
    }

    /** For a file that could not be read as YAML: everything behind a telling name is hidden. */
    static void hideInLines(String text, Source source) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            for (Pattern pattern : SecretShapes.withinLine(line)) {
                Matcher matcher = pattern.matcher(line);
                while (matcher.find()) {
                    source.hide(range(source, number, 1, line, matcher.start(1), matcher.end(1)));
                }
            }
        }
    }

    /** @param secret the name of the field around it that says that this is one; empty when none does */
    private void walk(Node node, String secret) {
        if (node instanceof MappingNode mapping) {
            for (Entry entry : mapping.entries()) {
                boolean named = NAME.matcher(entry.key()).find();
                walk(entry.value(), named ? entry.key() : REFERENCES.contains(entry.key()) ? "" : secret);
            }
        } else if (node instanceof ListNode list) {
            walk(list, secret);
        } else if (node instanceof TextNode text && !text.isEmpty() && !text.isUnread()) {
            if (!secret.isEmpty() && !text.text().startsWith("${")) {
                hideFurtherLines(text, problems.source());
                report(text.place(), secret);
            } else {
                inside(text);
            }
        }
    }

    /** What stands behind {@code --password} in a list of arguments is one. */
    private void walk(ListNode list, String secret) {
        boolean announced = false;
        for (Node item : list.items()) {
            walk(item, announced ? ARGUMENT : secret);
            announced = item instanceof TextNode text && SecretShapes.announces(text.text());
        }
    }

    private void inside(TextNode text) {
        for (Pattern pattern : SecretShapes.within(text.text())) {
            Matcher matcher = pattern.matcher(text.text());
            while (matcher.find()) {
                SourcePlace place = text.place();
                int quotes = text.plain() ? 0 : 1;
                boolean oneLine = text.lastLine() == place.line();
                if (!oneLine) {
                    hideFurtherLines(text, problems.source());
                }
                report(
                        oneLine
                                ? range(
                                        problems.source(),
                                        place.line(),
                                        place.column() + quotes,
                                        text.text(),
                                        matcher.start(1),
                                        matcher.end(1))
                                : place,
                        "");
            }
        }
    }

    private static SourcePlace range(Source source, int line, int column, String text, int from, int to) {
        return source.place(line, column + text.codePointCount(0, from), text.codePointCount(from, to));
    }

    private static void hideFurtherLines(TextNode text, Source source) {
        for (int line = text.place().line() + 1; line <= text.lastLine(); line++) {
            source.hide(source.restOfLine(line, 1));
        }
    }

    private void report(SourcePlace place, String name) {
        problems.source().hide(place);
        problems.add(Problem.error(ReadErrors.SECRET_IN_TEXT, place, "this looks like a password")
                .withLabel("(not shown)")
                .withHelp(help(name)));
    }

    private String help(String name) {
        if (ofHost && !name.isEmpty()) {
            // A misspelt name is mended on the way; a variable of a program keeps its own.
            String line = PASSWORD.matcher(name).find()
                    ? "password: {pgpass: /etc/belay/pgpass}"
                    : name + ": {file: /etc/belay/" + name.toLowerCase(Locale.ROOT) + "}";
            return "write `" + line + "`, and change the password: others may have read this file";
        }
        if (name.equals(ARGUMENT)) {
            return "delete it; the administrator gives it to the program under `environment` in the host's file. And change"
                    + " it: others may have read this one";
        }
        return "write `{pgpass: /etc/belay/pgpass}`, `{file: PATH}` or `{env: NAME}` in its place, in the host's file, and"
                + " change the password: others may have read this one";
    }
}
