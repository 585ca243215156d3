package io.belay.workers.clone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's configuration syntax: one {@code name = value} a line, the equals sign optional, quotes doubled or escaped. Pure.
 *
 * @see <a href="https://www.postgresql.org/docs/17/config-setting.html">PostgreSQL 17, Setting Parameters</a>
 */
public final class SettingsText {

    private static final Pattern LINE = Pattern.compile(
            "\\s*([A-Za-z_][A-Za-z0-9_$.]*)\\s*=?\\s*('(?:[^'\\\\]|''|\\\\.)*'|[^\\s#']+)?\\s*(?:#.*)?");

    private static final Pattern OCTAL = Pattern.compile("[0-3]?[0-7]{1,2}");

    /** @param name in lower case: PostgreSQL does not tell them apart */
    public record Entry(String name, String value) {}

    private SettingsText() {}

    /** Every setting of a text in order, {@code include} lines among them; what PostgreSQL could not read is left out. */
    public static List<Entry> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String value = matcher.group(2) == null ? "" : matcher.group(2);
                entries.add(new Entry(matcher.group(1).toLowerCase(Locale.ROOT), unquote(value)));
            }
        }
        return entries;
    }

    /** Later lines win. */
    public static Map<String, String> effective(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        parse(text).forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    public static String render(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n"))
                .append("'\n"));
        return text.toString();
    }

    /** Left to right, as guc-file.l reads it: a quote is doubled or escaped, an escape may be an octal number. */
    private static String unquote(String value) {
        if (!value.startsWith("'")) {
            return value;
        }
        String inner = value.substring(1, value.length() - 1);
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < inner.length()) {
            char c = inner.charAt(at);
            if (c == '\'') {
                at++;
            } else if (c == '\\' && at + 1 < inner.length()) {
                Matcher octal = OCTAL.matcher(inner).region(at + 1, inner.length());
                if (octal.lookingAt()) {
                    plain.append((char) Integer.parseInt(octal.group(), 8));
                    at = octal.end();
                    continue;
                }
                at++;
                c = escaped(inner.charAt(at));
            }
            plain.append(c);
            at++;
        }
        return plain.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
