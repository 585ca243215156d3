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
                .append(value.replace("\\", "\\\\").replace("'", "''"))
                .append("'\n"));
        return text.toString();
    }

    private static String unquote(String value) {
        if (!value.startsWith("'")) {
            return value;
        }
        String inner = value.substring(1, value.length() - 1).replace("''", "'");
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                i++;
                plain.append(escaped(inner.charAt(i)));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static char escaped(char c) {
        if (c == 'n') {
            return '\n';
        }
        return c == 't' ? '\t' : c;
    }
}
