package io.belay.plans.grammar;

import static io.belay.plans.grammar.GrammarErrors.CRON_DAYS;
import static io.belay.plans.grammar.GrammarErrors.CRON_UNREADABLE;

import io.belay.plans.model.CronSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a window opens: minute, hour, day of month, month, day of week. Day of month or day of week, for cron takes either of
 * them when both are set, which nobody means. Stateless.
 */
public final class CronType {

    /** In normal spelling: one blank between fields, names in capitals, numbers without leading zeros. */
    public static final TextType<String> CRON =
            TextType.of("five fields of cron", (text, path) -> read(text)).formed(form());

    private record Field(String name, int least, int most, List<String> words) {}

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59, List.of()),
            new Field("hour", 0, 23, List.of()),
            new Field("day of month", 1, 31, List.of()),
            new Field(
                    "month",
                    1,
                    12,
                    List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
            new Field("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

    private static final int DAY_OF_MONTH = 2;
    private static final int DAY_OF_WEEK = 4;
    private static final Pattern PART = Pattern.compile("(\\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]{1,2}))?");
    private static final String EXAMPLE =
            "write for example `\"0 1 * * SAT\"`: minute, hour, day of month, month, day of week";

    private CronType() {}

    /** The days in full, the rest by its letters: a text that passes may still be out of range. */
    private static String form() {
        String numbers = "[0-9*,/-]+ +";
        String names = "[0-9A-Za-z*,/-]+";
        return "\\s*" + numbers + numbers + "(?:[*] +" + names + " +" + names + "|[0-9*,/-]+ +" + names + " +[*])\\s*";
    }

    private static String read(String text) throws Unreadable {
        List<String> fields = List.of(text.strip().split("[ ]+"));
        if (text.startsWith("@") || fields.size() != FIELDS.size()) {
            String what = text.startsWith("@") ? "is a word of its own" : "has " + counted(fields.size());
            throw new Unreadable(CRON_UNREADABLE, "`" + text + "` " + what + "; five fields are read", "", EXAMPLE);
        }
        List<String> normal = new ArrayList<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            normal.add(field(fields.get(i), FIELDS.get(i)));
        }
        if (!normal.get(DAY_OF_MONTH).equals("*") && !normal.get(DAY_OF_WEEK).equals("*")) {
            CronSchedule both = CronSchedule.of(String.join(" ", normal));
            throw new Unreadable(
                            CRON_DAYS,
                            "day of month and day of week are both set; cron would take either, not both",
                            BothDays.opens(both),
                            BothDays.help(both))
                    .about(text.replaceFirst("^\\s*\\S+ +\\S+ +", "").strip());
        }
        return String.join(" ", normal);
    }

    private static String counted(int fields) {
        return fields == 1 ? "one field" : fields + " fields";
    }

    private static String field(String text, Field field) throws Unreadable {
        List<String> parts = new ArrayList<>();
        for (String part : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            parts.add(part(part, field));
        }
        return String.join(",", parts);
    }

    private static String part(String text, Field field) throws Unreadable {
        Matcher matcher = PART.matcher(text);
        if (!matcher.matches()) {
            throw unreadable(text, field);
        }
        String step = matcher.group(4) == null ? "" : "/" + positive(matcher.group(4), text, field);
        if (matcher.group(1).equals("*")) {
            return "*" + step;
        }
        String from = value(matcher.group(2), text, field);
        if (matcher.group(3) == null) {
            if (!step.isEmpty()) {
                throw unreadable(text, field);
            }
            return from;
        }
        String to = value(matcher.group(3), text, field);
        boolean upToSunday = to.equals("SUN");
        if (number(from, field) > number(to, field) && !upToSunday) {
            throw unreadable(text, field);
        }
        return from + "-" + to + step;
    }

    /** Days and months as names, so that `6` and `SAT` are one; other numbers without leading zeros. */
    private static String value(String word, String text, Field field) throws Unreadable {
        if (field.words().contains(word)) {
            return word;
        }
        int number = word.matches("[0-9]{1,2}") ? Integer.parseInt(word) : -1;
        if (number < field.least() || number > field.most()) {
            throw unreadable(text, field);
        }
        List<String> words = field.words();
        return words.isEmpty() ? Integer.toString(number) : words.get((number - field.least()) % words.size());
    }

    private static int number(String value, Field field) {
        int word = field.words().indexOf(value);
        return Optional.of(word)
                .filter(index -> index >= 0)
                .map(index -> index + field.least())
                .orElseGet(() -> Integer.parseInt(value));
    }

    private static int positive(String digits, String text, Field field) throws Unreadable {
        int number = Integer.parseInt(digits);
        if (number < 1) {
            throw unreadable(text, field);
        }
        return number;
    }

    private static Unreadable unreadable(String text, Field field) {
        String words = field.words().isEmpty()
                ? ""
                : ", or " + field.words().get(0) + " to "
                        + field.words().get(field.words().size() - 1);
        return new Unreadable(
                CRON_UNREADABLE,
                "`" + text + "` is no " + field.name() + " of cron",
                field.name() + ": " + field.least() + " to " + field.most() + words,
                EXAMPLE);
    }
}
