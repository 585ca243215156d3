package io.belay.plans.read;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line with its inputs in quotes, as it should have been written: not the input alone is quoted, but the value it is part
 * of. Stateless.
 */
final class QuotedInputs {

    private static final int LONGEST = 100;

    /** A field or an item, and what stands behind it. */
    private static final Pattern LINE = Pattern.compile(" *(?:- +)?([A-Za-z0-9_.-]+: +)?([^ ].*?) *");

    private QuotedInputs() {}

    /** Empty when the line is long, or written in a way that a person should look at. */
    static Optional<String> in(String line) {
        boolean plain = line.length() <= LONGEST
                && line.chars().noneMatch(sign -> "\"'\\`#&*!|>".indexOf(sign) >= 0)
                && SecretShapes.mayBeQuoted(line);
        Matcher matcher = LINE.matcher(line);
        if (!plain || !matcher.matches()) {
            return Optional.empty();
        }
        String value = matcher.group(2);
        boolean flow = value.charAt(0) == '{' || value.charAt(0) == '[';
        String field = Optional.ofNullable(matcher.group(1)).orElse("");
        return Optional.of(field + (flow ? inFlow(value) : quoted(value)));
    }

    /** Each value between the signs that YAML knows; an input's own braces end none. */
    private static String inFlow(String text) {
        StringBuilder whole = new StringBuilder();
        StringBuilder value = new StringBuilder();
        boolean input = false;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            boolean within = input;
            input = text.startsWith("${", i) || (input && sign != '}');
            boolean ends = "[]{},".indexOf(sign) >= 0 || (sign == ':' && text.startsWith(" ", i + 1));
            if (within || input || !ends) {
                value.append(sign);
            } else {
                whole.append(quoted(value.toString())).append(sign);
                value.setLength(0);
            }
        }
        return whole.append(quoted(value.toString())).toString();
    }

    private static String quoted(String value) {
        String text = value.strip();
        return text.contains("${") ? value.replace(text, "\"" + text + "\"") : value;
    }
}
