package io.belay.plans.grammar;

import static io.belay.plans.grammar.GrammarErrors.AMBIGUOUS_SIZE;
import static io.belay.plans.grammar.GrammarErrors.NOT_A_MAJOR;
import static io.belay.plans.grammar.GrammarErrors.NO_UNIT;
import static io.belay.plans.grammar.GrammarErrors.OUT_OF_RANGE;
import static io.belay.plans.grammar.GrammarErrors.UNREADABLE_VALUE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.model.ByteSize;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.Factor;
import io.belay.plans.model.Percent;
import io.belay.plans.model.PostgresVersion;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of amounts: each carries its unit, and says which one is missing. Stateless. */
public final class Quantities {

    /** {@link Percent#FORM}, up to 100. */
    private static final String SHARE = "(?!100[.](?!0+%)|10[1-9]|1[1-9][0-9]|[2-9][0-9][0-9])" + Percent.FORM;

    public static final TextType<Duration> DURATION = TextType.of(
                    "a duration",
                    (text, path) -> duration(text),
                    value -> JsonNodeFactory.instance.textNode(DurationText.write(value)))
            .formed("(?=.)" + DurationText.FORM);

    public static final TextType<ByteSize> SIZE =
            TextType.of("a size", (text, path) -> size(text)).formed(ByteSize.FORM);

    public static final TextType<String> RATE =
            TextType.of("a rate", (text, path) -> rate(text)).formed(ByteSize.FORM + "/s");

    public static final TextType<Percent> PERCENT =
            TextType.of("a percentage", (text, path) -> percent(text)).formed(SHARE);

    /** A share to work with: with none of it nothing could be done. */
    public static final TextType<Percent> SOME_SHARE = TextType.of("a percentage", (text, path) -> {
                Percent share = percent(text);
                if (share.hundredths() == 0) {
                    throw nothing(text, "write for example `5%`");
                }
                return share;
            })
            .formed("(?!0+(?:[.]0+)?%)" + SHARE);

    public static final TextType<Factor> FACTOR =
            TextType.of("a factor", (text, path) -> factor(text)).formed("(?!0+[.x])" + Factor.FORM);

    public static final TextType<PostgresVersion> VERSION = TextType.of(
                    "a major version", Quantities::version, value -> JsonNodeFactory.instance.numberNode(value.major()))
            .shaped(new Shape.Whole(PostgresVersion.OLDEST, 99));

    /** A share of something, or an amount. */
    public static final TextType<String> SIZE_OR_SHARE = TextType.of(
                    "a size or a percentage",
                    (text, path) -> text.endsWith("%")
                            ? percent(text).toString()
                            : size(text).toString())
            .formed("(?:" + SHARE + "|" + ByteSize.FORM + ")");

    public static final TextType<Integer> PORT = integer(1, 65_535);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+([.][0-9]+)?");
    private static final Pattern OTHER_SIZE = Pattern.compile("([0-9]+)(?:[.][0-9]+)? ?([kKMGTP])(B|b)?(/s)?");
    private static final Pattern MINOR = Pattern.compile("v?([0-9]{1,2})(?:[.][0-9.]+)?");

    /** By how much decimal and binary units differ. */
    private static final Map<String, Integer> DIFFERENCE = Map.of("K", 2, "M", 5, "G", 7, "T", 10, "P", 13);

    private Quantities() {}

    /** An integer from one bound to the other, both included. */
    public static TextType<Integer> integer(int least, int most) {
        return TextType.of(
                        "a whole number",
                        (text, path) -> integer(text, least, most),
                        value -> JsonNodeFactory.instance.numberNode(value))
                .shaped(new Shape.Whole(least, most));
    }

    private static Duration duration(String text) throws Unreadable {
        if (NUMBER.matcher(text).matches()) {
            throw new Unreadable(
                    NO_UNIT,
                    "`" + text + "` has no unit",
                    "a duration",
                    "write `" + text + "s`, `" + text + "m` or `" + text + "h`");
        }
        return DurationText.parse(text)
                .orElseThrow(() -> unreadable(text, "a duration", "write for example `30s`, `2h30m` or `7d`"));
    }

    private static ByteSize size(String text) throws Unreadable {
        if (NUMBER.matcher(text).matches()) {
            throw new Unreadable(
                    NO_UNIT, "`" + text + "` has no unit", "a size", "write `" + text + "MiB` or `" + text + "GiB`");
        }
        Matcher other = OTHER_SIZE.matcher(text);
        if (other.matches() && other.group(4) == null) {
            throw ambiguous(text, other, "a size");
        }
        return ByteSize.parse(text).orElseThrow(() -> unreadable(text, "a size", "write for example `20GiB`"));
    }

    private static Unreadable ambiguous(String text, Matcher matcher, String label) {
        String unit = matcher.group(2).equals("k") ? "K" : matcher.group(2);
        String slash = matcher.group(4) == null ? "" : "/s";
        return new Unreadable(
                AMBIGUOUS_SIZE,
                "`" + text + "` is ambiguous: decimal and binary units differ by " + DIFFERENCE.get(unit) + " % here",
                label,
                "write `" + matcher.group(1) + unit + "iB" + slash + "`");
    }

    private static String rate(String text) throws Unreadable {
        Matcher other = OTHER_SIZE.matcher(text);
        if (other.matches() && other.group(4) != null) {
            throw ambiguous(text, other, "a rate");
        }
        if (!text.endsWith("/s")) {
            throw unreadable(text, "a rate", "write for example `200MiB/s`, or `low`");
        }
        return ByteSize.parse(text.substring(0, text.length() - 2))
                        .orElseThrow(() -> unreadable(text, "a rate", "write for example `200MiB/s`, or `low`"))
                + "/s";
    }

    private static Percent percent(String text) throws Unreadable {
        if (NUMBER.matcher(text).matches()) {
            throw new Unreadable(NO_UNIT, "`" + text + "` has no unit", "a percentage", "write for example `15%`");
        }
        if (text.endsWith("%")
                && NUMBER.matcher(text.substring(0, text.length() - 1)).matches()) {
            return Percent.parse(text)
                    .orElseThrow(() -> new Unreadable(
                            OUT_OF_RANGE,
                            "`" + text + "` is not a share from 0 % to 100 % with at most two decimals",
                            "",
                            "write for example `15%`"));
        }
        throw unreadable(text, "a percentage", "write for example `15%`");
    }

    private static Factor factor(String text) throws Unreadable {
        if (NUMBER.matcher(text).matches()) {
            throw new Unreadable(NO_UNIT, "`" + text + "` has no unit", "a factor", "write `" + text + "x`");
        }
        if (text.endsWith("x")
                && NUMBER.matcher(text.substring(0, text.length() - 1)).matches()) {
            return Factor.parse(text)
                    .orElseThrow(() ->
                            new Unreadable(OUT_OF_RANGE, "`" + text + "` is below 1x", "", "write for example `1.5x`"));
        }
        throw unreadable(text, "a factor", "write for example `1.5x`");
    }

    private static int integer(String text, int least, int most) throws Unreadable {
        if (!text.matches("-?[0-9]{1,9}")) {
            throw unreadable(text, "a whole number", "write for example `" + Math.max(least, 1) + "`");
        }
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw new Unreadable(
                    OUT_OF_RANGE,
                    "`" + text + "` is out of range",
                    "from " + least + " to " + most,
                    "write a number from " + least + " to " + most);
        }
        return value;
    }

    private static PostgresVersion version(String text, String path) throws Unreadable {
        Matcher matcher = MINOR.matcher(text);
        if (!matcher.matches()) {
            throw unreadable(text, "a major version", "write for example `17`");
        }
        String major = matcher.group(1);
        int number = Integer.parseInt(major);
        if (number < PostgresVersion.OLDEST) {
            throw new Unreadable(
                    NOT_A_MAJOR,
                    "`" + text + "` is too old: majors count from " + PostgresVersion.OLDEST + " on",
                    "",
                    "upgrade to " + PostgresVersion.OLDEST + " or later by other means first");
        }
        if (!text.equals(major)) {
            String what = text.startsWith("v") ? "is not how a major is written" : "is a minor release";
            throw new Unreadable(
                    NOT_A_MAJOR,
                    "`" + text + "` " + what + "; `" + path + "` is a major",
                    "",
                    "write `" + major
                            + "`; the minor is the one installed on the host, and `preflight` warns of those with known faults");
        }
        return new PostgresVersion(number);
    }

    /** For an amount that somebody is to work with. */
    static Unreadable nothing(String text, String help) {
        return new Unreadable(OUT_OF_RANGE, "`" + text + "` leaves nothing to work with", "", help);
    }

    private static Unreadable unreadable(String text, String what, String help) {
        return new Unreadable(UNREADABLE_VALUE, "`" + text + "` is not " + what, "", help);
    }
}
