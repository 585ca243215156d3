package io.belay.plans.read;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what looks like a secret written into a file, hides it from every message and reports it. It goes by the name of the
 * field, also a misspelt one, and by passwords within addresses, before any grammar looks: whatever else is wrong with the
 * line, the line can be shown. Stateless.
 */
final class Secrets {

    private static final Pattern NAME = Pattern.compile(
            "pas+w|passphrase|pwd|secret|token|credential|api_?key|private_?key", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED_IN_LINE = Pattern.compile(
            "(?:pas+w\\w*|passphrase|pwd|secret\\w*|token\\w*|credential\\w*|\\w*_?key)[\"']?\\s*[:=]\\s*(\\S.*)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WITHIN_ADDRESS = Pattern.compile("://[^/\\s:@]*:([^@\\s]+)@");
    private static final Pattern WITHIN_CONNECTION =
            Pattern.compile("\\bpassword\\s*=\\s*('[^']*'|[^\\s'\"]+)", Pattern.CASE_INSENSITIVE);

    /** How a secret may be named: what stands behind these is a place, not the secret. */
    private static final Set<String> REFERENCES = Set.of("env", "file", "pgpass", "command");

    private Secrets() {}

    static void hide(Node node, Problems problems) {
        walk(node, false, problems);
    }

    /** For a file that could not be read as YAML: everything behind a telling name is hidden. */
    static void hideInLines(String text, Source source) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            for (Pattern pattern : new Pattern[] {NAMED_IN_LINE, WITHIN_ADDRESS, WITHIN_CONNECTION}) {
                Matcher matcher = pattern.matcher(line);
                while (matcher.find()) {
                    source.hide(range(source, number, 1, line, matcher.start(1), matcher.end(1)));
                }
            }
        }
    }

    /** @param secret whether a field around it says that this is one */
    private static void walk(Node node, boolean secret, Problems problems) {
        if (node instanceof MappingNode mapping) {
            for (Entry entry : mapping.entries()) {
                boolean named = NAME.matcher(entry.key()).find();
                walk(entry.value(), named || (secret && !REFERENCES.contains(entry.key())), problems);
            }
        } else if (node instanceof ListNode list) {
            list.items().forEach(item -> walk(item, secret, problems));
        } else if (node instanceof TextNode text && !text.isEmpty() && !text.isUnread()) {
            if (secret && !text.text().startsWith("${")) {
                hideFurtherLines(text, problems.source());
                report(text.place(), problems);
            } else {
                inside(text, WITHIN_ADDRESS, problems);
                inside(text, WITHIN_CONNECTION, problems);
            }
        }
    }

    private static void inside(TextNode text, Pattern pattern, Problems problems) {
        Matcher matcher = pattern.matcher(text.text());
        while (matcher.find()) {
            SourcePlace place = text.place();
            int quotes = text.plain() ? 0 : 1;
            report(
                    range(
                            problems.source(),
                            place.line(),
                            place.column() + quotes,
                            text.text(),
                            matcher.start(1),
                            matcher.end(1)),
                    problems);
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

    private static void report(SourcePlace place, Problems problems) {
        problems.source().hide(place);
        problems.add(Problem.error(ReadErrors.SECRET_IN_TEXT, place, "this looks like a password")
                .withLabel("(not shown)")
                .withHelp(
                        "write `{pgpass: /etc/belay/pgpass}`, `{file: PATH}` or `{env: NAME}` in its place, in the host's"
                                + " file, and change the password: others may have read this one"));
    }
}
