package io.belay.workers.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A view's definition without one column of its list, where that can be done by reading: the server prints one entry a line. What is
 * used elsewhere in the statement is left to a person.
 */
final class ViewText {

    private static final Pattern LIST = Pattern.compile("(?s)(.*?\\bSELECT )(.*?)(\n\\s+FROM .*)");
    private static final Pattern MISSING = Pattern.compile("column (?:[^ ]+\\.)?\"?([^\" .]+)\"? does not exist");

    private ViewText() {}

    /** The column that a server's message says is gone. */
    static Optional<String> missingColumn(String message) {
        Matcher matcher = MISSING.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** @return nothing when the column is no plain entry of the list, is the only one, or is used elsewhere too */
    static Optional<String> without(String column, String definition) {
        Matcher parts = LIST.matcher(definition);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Pattern entry = Pattern.compile("(?:\"?[^\".\\s]+\"?\\.)?\"?" + Pattern.quote(column) + "\"?(?: AS \\S+)?");
        List<String> kept = new ArrayList<>();
        for (String listed : parts.group(2).split(",\n", -1)) {
            if (!entry.matcher(listed.strip()).matches()) {
                kept.add(listed.strip());
            }
        }
        String rest = parts.group(3);
        boolean isUsedElsewhere = Stream.concat(kept.stream(), Stream.of(rest))
                .anyMatch(text -> Pattern.compile("\\b" + Pattern.quote(column) + "\\b")
                        .matcher(text)
                        .find());
        boolean wasListed = kept.size() < parts.group(2).split(",\n", -1).length;
        if (kept.isEmpty() || isUsedElsewhere || !wasListed) {
            return Optional.empty();
        }
        return Optional.of(parts.group(1) + String.join(",\n    ", kept) + rest);
    }
}
