package io.belay.plans.grammar;

import static io.belay.plans.grammar.GrammarErrors.NOT_A_REFERENCE;
import static io.belay.plans.grammar.GrammarErrors.UNREADABLE_VALUE;

import io.belay.plans.model.Reference;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** Types of names, references, texts, days and places. Stateless. */
public final class Names {

    /** Of a name. */
    public static final Pattern NAME_FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private static final Pattern ID_FORM = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    /** Of a person, or of a group of them. */
    public static final Pattern PERSON_FORM =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}|[a-z][a-z0-9-]{0,62}");

    private static final Pattern USER_FORM = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]{0,62}");
    private static final Pattern CODE_FORM = Pattern.compile("BLY-[1-9][0-9]{3}");
    private static final Pattern ZONE_FORM = Pattern.compile("UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+");
    private static final String DAY_FORM = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    public static final TextType<String> NAME =
            matching("a name", NAME_FORM, "write lower-case letters, digits and `-`, at most 63, a letter first");

    public static final TextType<String> ID =
            matching("an id", ID_FORM, "write lower-case letters, digits, `-` and `_`, at most 63, a letter first");

    public static final TextType<String> PERSON = matching(
            "a person or group", PERSON_FORM, "write `alice@example.com`, or a group of the host's `users.groups`");

    /** A name of the operating system or of PostgreSQL. */
    public static final TextType<String> USER = matching("a user name", USER_FORM, "write for example `postgres`");

    /** An extension's name; {@code uuid-ossp} shows which letters occur. */
    public static final TextType<String> EXTENSION =
            matching("an extension", Pattern.compile("[a-z_][a-z0-9_-]{0,62}"), "write it as `pg_extension` has it");

    public static final TextType<String> CODE = matching("a code", CODE_FORM, "write for example `BLY-2013`");

    /** A machine, for connections. */
    public static final TextType<String> ADDRESS = matching(
            "an address",
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9a-fA-F:.]{2,45}"),
            "write `db1.example.com` or an IP address");

    /** A machine and a port. */
    public static final TextType<String> ENDPOINT = matching(
            "an address with a port",
            Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9a-fA-F:.]{2,45}]):[0-9]{1,5}"),
            "write for example `\"temporal.example.com:7233\"`");

    public static final TextType<Reference> REFERENCE =
            TextType.of("a reference", (text, path) -> reference(text)).formed(NAME_FORM + "/" + NAME_FORM);

    public static final TextType<ZoneId> ZONE =
            TextType.of("a time zone", (text, path) -> zone(text)).formed("(?!Etc/GMT|SystemV)(?:" + ZONE_FORM + ")");

    public static final TextType<LocalDate> DATE = TextType.of("a date", (text, path) -> {
                try {
                    return LocalDate.parse(text, DAY);
                } catch (DateTimeException e) {
                    throw unreadable(text, "a date", "write for example `2027-01-31`");
                }
            })
            .formed(DAY_FORM);

    public static final TextType<String> TIME = TextType.of("a time", (text, path) -> {
                try {
                    return MINUTE.format(LocalDateTime.parse(text, MINUTE));
                } catch (DateTimeException e) {
                    throw unreadable(
                            text, "a time", "write for example `2026-12-05T01:00`, without offset and seconds");
                }
            })
            .formed(DAY_FORM + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]");

    /** As {@code sha256sum} prints it. */
    public static final TextType<String> SHA256 = matching(
                    "a SHA-256", Pattern.compile("[0-9a-f]{64}"), "write 64 hex digits in lower case: `sha256sum FILE`")
            .literal();

    /** An absolute path without detours, for the host's file only. */
    public static final TextType<Path> PLACE =
            TextType.of("a path", (text, path) -> place(text)).formed("/|(?:/(?![.]{1,2}(?:/|$))[^/]+)+/?");

    private Names() {}

    /** One line of at most so many characters. */
    public static TextType<String> text(int longest) {
        return TextType.of("a text", (text, path) -> {
                    String line = text.strip();
                    if (line.isEmpty() || line.length() > longest) {
                        throw new Unreadable(
                                UNREADABLE_VALUE,
                                "this text has " + line.length() + " characters; from 1 to " + longest + " are read",
                                "",
                                line.isEmpty() ? "write the text" : "shorten it");
                    }
                    if (longest <= 200 && line.indexOf('\n') >= 0) {
                        throw new Unreadable(
                                UNREADABLE_VALUE, "this text has several lines", "", "write it as one line");
                    }
                    return line;
                })
                .shaped(line(longest));
    }

    /** Texts of a form, with what to write when one is not. */
    public static TextType<String> matching(String words, Pattern form, String help) {
        return TextType.of(words, (text, path) -> {
                    if (!form.matcher(text).matches()) {
                        throw unreadable(text, words, help);
                    }
                    return text;
                })
                .formed(form.pattern());
    }

    /** Blanks around it do not count. */
    private static Shape.Single line(int longest) {
        boolean single = longest <= 200;
        String words = single ? "a text of one line" : "a text";
        String within = single ? "." : "[\\s\\S]";
        return new Shape.Text(
                words + ", at most " + longest + " characters",
                "\\s*\\S(?:" + within + "{0," + (longest - 2) + "}\\S)?\\s*");
    }

    private static Reference reference(String text) throws Unreadable {
        int slash = text.indexOf('/');
        if (slash < 0 && NAME_FORM.matcher(text).matches()) {
            throw new Unreadable(
                    NOT_A_REFERENCE,
                    "`" + text + "` does not say on which host",
                    "a reference",
                    "write `HOST/" + text + "`, for example `db1/" + text + "`");
        }
        String host = slash < 0 ? "" : text.substring(0, slash);
        String name = text.substring(slash + 1);
        if (!NAME_FORM.matcher(host).matches() || !NAME_FORM.matcher(name).matches()) {
            throw new Unreadable(
                    NOT_A_REFERENCE,
                    "`" + text + "` is not a reference",
                    "",
                    "write `HOST/NAME` as the host's file spells them, for example `db1/orders`");
        }
        return new Reference(host, name);
    }

    private static ZoneId zone(String text) throws Unreadable {
        boolean named = ZONE_FORM.matcher(text).matches() && !text.startsWith("Etc/GMT") && !text.startsWith("SystemV");
        try {
            if (named) {
                return ZoneId.of(text);
            }
        } catch (DateTimeException e) {
            throw unreadable(text, "a time zone", "write a name such as `Europe/Istanbul`, or `UTC`");
        }
        throw unreadable(text, "a time zone", "write a name such as `Europe/Istanbul`, or `UTC`");
    }

    private static Path place(String text) throws Unreadable {
        boolean straight = text.startsWith("/") && !text.contains("//") && text.indexOf('\0') < 0;
        Path path = Path.of(straight ? text : "/");
        if (!straight || !path.equals(path.normalize())) {
            throw unreadable(text, "an absolute path", "write it from the root on, without `..`");
        }
        return path;
    }

    private static Unreadable unreadable(String text, String what, String help) {
        return new Unreadable(UNREADABLE_VALUE, "`" + text + "` is not " + what, "", help);
    }
}
