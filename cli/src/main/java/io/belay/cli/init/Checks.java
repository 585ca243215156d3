package io.belay.cli.init;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is an answer and what is none; the grammar of the files says the same, later and with more words. Stateless. */
final class Checks {

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    static final Pattern PERSON = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}|[a-z][a-z0-9-]{0,62}");
    private static final Pattern CRON = Pattern.compile("\\S+( \\S+){4}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}");
    private static final Pattern DURATION = Pattern.compile("(\\d+(ms|s|m|h|d))+");

    private Checks() {}

    static Function<String, Optional<String>> matching(Pattern form, String help) {
        return text -> form.matcher(text).matches() ? Optional.empty() : Optional.of("`" + text + "`: " + help);
    }

    static Function<String, Optional<String>> name() {
        return matching(NAME, "write lower-case letters, digits and `-`, a letter first");
    }

    static Function<String, Optional<String>> person() {
        return matching(PERSON, "write `alice@example.com`, or an account or group such as `dba`");
    }

    static Function<String, Optional<String>> duration() {
        return matching(DURATION, "write for example `4h` or `90m`");
    }

    static Function<String, Optional<String>> durationOrNone() {
        return text -> text.equals(Answers.NONE) ? Optional.empty() : duration().apply(text);
    }

    static Function<String, Optional<String>> window() {
        return text -> text.equals(Answers.NONE)
                        || CRON.matcher(text).matches()
                        || TIME.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("`" + text + "`: write five cron fields such as `0 1 * * SAT`, a time such as"
                        + " `2026-12-05T01:00`, or `none`");
    }

    /** {@code carol, dave}, or with the group's name in front: {@code board=carol, dave}. */
    static Function<String, Optional<String>> approvers() {
        return text -> {
            String persons = text.substring(text.indexOf('=') + 1);
            boolean groupIsName = text.indexOf('=') < 0
                    || NAME.matcher(text.substring(0, text.indexOf('=')).strip())
                            .matches();
            boolean all = !persons.isBlank()
                    && Arrays.stream(persons.split(","))
                            .allMatch(person -> PERSON.matcher(person.strip()).matches());
            return groupIsName && all
                    ? Optional.empty()
                    : Optional.of("`" + text + "`: write persons separated by commas, `carol,dave@example.com`, or with"
                            + " a group's name, `board=carol,dave`");
        };
    }

    static Function<String, Optional<String>> place() {
        return text -> text.startsWith("/") && !text.contains("..")
                ? Optional.empty()
                : Optional.of("`" + text + "`: write an absolute path");
    }

    static Function<String, Optional<String>> zone() {
        return text -> text.equals("UTC")
                        || Stream.of(java.util.TimeZone.getAvailableIDs()).anyMatch(text::equals)
                ? Optional.empty()
                : Optional.of("`" + text + "`: write a name such as `Europe/Istanbul`, or `UTC`");
    }

    /** A text as a name: what cannot stand in one becomes `-`. */
    static String asName(String text, String otherwise) {
        String name = text.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9-]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return NAME.matcher(name).matches() ? name : otherwise;
    }
}
