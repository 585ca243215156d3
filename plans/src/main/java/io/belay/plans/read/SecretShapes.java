package io.belay.plans.read;

import java.util.List;
import java.util.regex.Pattern;

/** What secrets look like inside of texts, whatever the field is called; the secret itself is group 1. Stateless. */
final class SecretShapes {

    private static final String NAMES = "(?:pas+(?:word|wd|phrase)?|pwd|token|secret|api[_-]?key|credentials?)";

    /** An argument behind which a secret is expected. */
    private static final Pattern OPTION = Pattern.compile("--?(?:[A-Za-z]+-)*" + NAMES, Pattern.CASE_INSENSITIVE);

    /** {@code ://:x@}; most texts of a plan are words, and shorter. */
    static final int SHORTEST = 6;

    private static final List<Pattern> WITHIN = List.of(
            // Passwords in addresses and in connection strings.
            Pattern.compile("://[^/\\s:@]*:([^@\\s]+)@"),
            Pattern.compile("\\bpassword\\s*=\\s*('[^']*'|(?!\\$\\{)[^\\s'\"]+)", Pattern.CASE_INSENSITIVE),
            // --token=..., PGPASSWORD=...
            Pattern.compile(
                    "(?:^|\\s)(?:--?|[A-Z_]*)(?:[A-Za-z]+-)*" + NAMES + "=((?!\\$\\{)\\S{3,})",
                    Pattern.CASE_INSENSITIVE),
            // A sentence may speak of passwords; one with a digit in it is no word of the language.
            Pattern.compile("\\b" + NAMES + "\\s*:\\s*((?=\\S*[0-9])(?!\\$\\{)\\S{6,})", Pattern.CASE_INSENSITIVE),
            // What services hand out has a form of its own.
            Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,})"),
            Pattern.compile("\\b(xox[abeprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|sk-[A-Za-z0-9_-]{20,})\\b"),
            Pattern.compile("\\b(eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+)"),
            Pattern.compile("hooks\\.slack\\.com/services/(\\S+)"),
            // PostgreSQL takes these in place of the password that they stand for.
            Pattern.compile("(SCRAM-SHA-256\\$\\S+|\\bmd5[0-9a-f]{32}\\b)"),
            Pattern.compile("(-----BEGIN [A-Z ]*PRIVATE KEY-----.*)", Pattern.DOTALL));

    private SecretShapes() {}

    static List<Pattern> within() {
        return WITHIN;
    }

    static boolean announces(String argument) {
        return OPTION.matcher(argument).matches();
    }
}
