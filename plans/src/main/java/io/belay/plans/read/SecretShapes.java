package io.belay.plans.read;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What secrets look like inside of texts, whatever the field is called; the secret itself is group 1. Stateless. */
final class SecretShapes {

    private static final String NAMES = "(?:pas+(?:word|wd|phrase)?|pwd|token|secret|api[_-]?key|credentials?)";

    /** An argument behind which a secret is expected. */
    private static final Pattern OPTION = Pattern.compile("--?(?:[A-Za-z]+-)*" + NAMES, Pattern.CASE_INSENSITIVE);

    /** {@code ://:x@}; most texts of a plan are words, and shorter. */
    private static final int SHORTEST = 6;

    /**
     * @param signs in small letters: one of them is in every text that the pattern finds something in, and looking for them
     *     costs far less
     */
    private record Shape(Pattern pattern, List<String> signs) {

        static Shape of(String pattern, int flags, String... signs) {
            return new Shape(Pattern.compile(pattern, flags), List.of(signs));
        }

        boolean mayBeIn(String smallLetters) {
            return signs.stream().anyMatch(smallLetters::contains);
        }
    }

    private static final String[] NAMED = {"pas", "pwd", "token", "secret", "api", "credential"};

    private static final List<Shape> WITHIN = List.of(
            // Passwords in addresses and in connection strings.
            Shape.of("://[^/\\s:@]*:([^@\\s]+)@", 0, "://"),
            Shape.of("\\bpassword\\s*=\\s*('[^']*'|(?!\\$\\{)[^\\s'\"]+)", Pattern.CASE_INSENSITIVE, "password"),
            // --token=..., PGPASSWORD=...
            Shape.of(
                    "(?:^|\\s)(?:--?|[A-Z_]*)(?:[A-Za-z]+-)*" + NAMES + "=((?!\\$\\{)\\S{3,})",
                    Pattern.CASE_INSENSITIVE,
                    NAMED),
            // A sentence may speak of passwords; one with a digit in it is no word of the language.
            Shape.of("\\b" + NAMES + "\\s*:\\s*((?=\\S*[0-9])(?!\\$\\{)\\S{6,})", Pattern.CASE_INSENSITIVE, NAMED),
            // What services hand out has a form of its own.
            Shape.of(
                    "\\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,})",
                    0,
                    "gh",
                    "github_pat_",
                    "glpat-"),
            Shape.of(
                    "\\b(xox[abeprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|sk-[A-Za-z0-9_-]{20,})\\b",
                    0,
                    "xox",
                    "akia",
                    "sk-"),
            Shape.of("\\b(eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+)", 0, "eyj"),
            Shape.of("hooks\\.slack\\.com/services/(\\S+)", 0, "hooks.slack.com"),
            // PostgreSQL takes these in place of the password that they stand for.
            Shape.of("(SCRAM-SHA-256\\$\\S+|\\bmd5[0-9a-f]{32}\\b)", 0, "scram-sha-256", "md5"),
            Shape.of("(-----BEGIN [A-Z ]*PRIVATE KEY-----.*)", Pattern.DOTALL, "-----begin"));

    /** In a line of a file that could not be read: everything behind a telling name. */
    private static final Shape NAMED_IN_LINE = Shape.of(
            "(?:pas+w\\w*|passphrase|pwd|secret\\w*|token\\w*|credential\\w*|\\w*_?key)[\"']?\\s*[:=]\\s*(\\S.*)$",
            Pattern.CASE_INSENSITIVE,
            "pas",
            "pwd",
            "secret",
            "token",
            "credential",
            "key");

    private SecretShapes() {}

    /** Those that may find something in the text. */
    static List<Pattern> within(String text) {
        return in(text, WITHIN.stream());
    }

    static List<Pattern> withinLine(String line) {
        return in(line, Stream.concat(WITHIN.stream(), Stream.of(NAMED_IN_LINE)));
    }

    private static List<Pattern> in(String text, Stream<Shape> shapes) {
        if (text.length() < SHORTEST) {
            return List.of();
        }
        String small = text.toLowerCase(Locale.ROOT);
        return shapes.filter(shape -> shape.mayBeIn(small)).map(Shape::pattern).toList();
    }

    /** Whether a text may be repeated in a help: nothing in it tells of a secret, however short that is. */
    static boolean mayBeQuoted(String text) {
        return !OPTION.matcher(text).find()
                && withinLine(text).stream()
                        .noneMatch(pattern -> pattern.matcher(text).find());
    }

    static boolean announces(String argument) {
        return OPTION.matcher(argument).matches();
    }
}
