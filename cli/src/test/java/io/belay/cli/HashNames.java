package io.belay.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Gives hashes short names in the order in which they occur: a golden file is not about a plan's own hash. Stateless. */
final class HashNames {

    private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})([0-9a-f]{52})?\\b");

    private HashNames() {}

    static String in(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        return HASH.matcher(text)
                .replaceAll(match -> names.computeIfAbsent(match.group(1), hash -> "HASH-" + (names.size() + 1))
                        + (match.group(2) == null ? "" : "-WHOLE"));
    }
}
