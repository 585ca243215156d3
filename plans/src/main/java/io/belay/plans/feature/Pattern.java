package io.belay.plans.feature;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of a feature, taken apart. Immutable.
 *
 * @param path names of fields from the root of what is looked at
 * @param value with which the field's value is compared, empty for {@link Sign#WRITTEN}
 * @param where another field of the step's own that has to have a value for it; empty where none has
 */
record Pattern(List<String> path, Sign sign, String value, Optional<Where> where) {

    enum Sign {
        WRITTEN,
        EQUALS,
        DIFFERS
    }

    /** @param path the field's in its file, with the numbers of items */
    record Found(String path, String value) {}

    record Where(String field, String value) {}

    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile(
            "([A-Za-z_]+(?:\\.[A-Za-z_]+)*)(?:(!?=)([^= ]+)(?: where ([a-z_]+)=([a-z_]+))?)?");

    Pattern {
        path = List.copyOf(path);
    }

    /** @throws IllegalArgumentException when the text names no feature */
    static Pattern of(String name) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("`" + name + "` is no name of a feature");
        }
        List<String> path = List.of(matcher.group(1).split("\\."));
        if (matcher.group(2) == null) {
            return new Pattern(path, Sign.WRITTEN, "", Optional.empty());
        }
        return new Pattern(
                path,
                matcher.group(2).equals("=") ? Sign.EQUALS : Sign.DIFFERS,
                matcher.group(3),
                Optional.ofNullable(matcher.group(4)).map(field -> new Where(field, matcher.group(5))));
    }

    String first() {
        return path.get(0);
    }

    /** @param fields a step's own, in canonical form */
    boolean fits(JsonNode fields) {
        return where.map(other -> fields.path(other.field()).asText().equals(other.value()))
                .orElse(true);
    }

    /** The same below the first so many names. */
    Pattern below(int names) {
        return new Pattern(path.subList(names, path.size()), sign, value, where);
    }

    /**
     * Where it matches.
     *
     * @param form in canonical form
     * @param base the form's own path among the places, empty for a whole file
     */
    List<Found> in(JsonNode form, String base, WrittenFields written) {
        if (sign == Sign.WRITTEN) {
            return written.below(base, String.join(".", path)).stream()
                    .map(place -> new Found(place, ""))
                    .toList();
        }
        List<Found> found = new ArrayList<>();
        walk(form, 0, base, found);
        return found;
    }

    private void walk(JsonNode node, int depth, String at, List<Found> found) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.path(i), depth, at + "[" + i + "]", found);
            }
        } else if (depth < path.size()) {
            String name = path.get(depth);
            walk(node.path(name), depth + 1, at.isEmpty() ? name : at + "." + name, found);
        } else if (!node.isMissingNode() && !node.isNull()) {
            String text = node.isValueNode() ? node.asText() : node.toString();
            if (text.equals(value) == (sign == Sign.EQUALS)) {
                found.add(new Found(at, text));
            }
        }
    }
}
