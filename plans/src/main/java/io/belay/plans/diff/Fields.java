package io.belay.plans.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.diff.Change.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The values of a block by the path of their field, in the spelling of plans, with the mark of those that nobody wrote. */
final class Fields {

    private final Map<String, Side> values = new LinkedHashMap<>();

    /** Lists whose items are blocks: each item is there, or it is not. */
    private final Map<String, List<String>> items = new LinkedHashMap<>();

    private final Set<String> defaults;

    /** @param defaults paths of fields that the author left out */
    Fields(Set<String> defaults) {
        this.defaults = defaults;
    }

    /**
     * @param path where the value stands, for people
     * @param written where it would stand in the file; defaults are known by that
     */
    void add(String path, String written, JsonNode value) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(field -> add(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            written.isEmpty() ? field.getKey() : written + "." + field.getKey(),
                            field.getValue()));
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            List<String> list = new ArrayList<>();
            value.forEach(item -> list.add(text(item)));
            items.put(path, list);
        } else if (!value.isObject() && !(value.isArray() && value.isEmpty() && !isDefault(written))) {
            values.put(path, new Side(text(value), isDefault(written)));
        }
    }

    void add(String path, String value) {
        if (!value.isEmpty()) {
            values.put(path, new Side(value, false));
        }
    }

    /** A default of a whole block is one of each field in it. */
    private boolean isDefault(String path) {
        return defaults.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "."));
    }

    static List<Change> compare(Fields before, Fields after) {
        List<Change> changes = new ArrayList<>();
        for (String path : union(before.values.keySet(), after.values.keySet())) {
            Optional<Side> was = Optional.ofNullable(before.values.get(path));
            Optional<Side> is = Optional.ofNullable(after.values.get(path));
            if (was.isEmpty()) {
                changes.add(Change.added(path, is.orElseThrow()));
            } else if (is.isEmpty()) {
                changes.add(Change.removed(path, was.get()));
            } else if (!was.get().text().equals(is.get().text())) {
                changes.add(Change.changed(path, was.get(), is.get()));
            }
        }
        for (String path : union(before.items.keySet(), after.items.keySet())) {
            List<String> gone = new ArrayList<>(before.items.getOrDefault(path, List.of()));
            List<String> come = new ArrayList<>(after.items.getOrDefault(path, List.of()));
            for (String item : List.copyOf(gone)) {
                if (come.remove(item)) {
                    gone.remove(item);
                }
            }
            gone.forEach(item -> changes.add(Change.removed(path, new Side(item, false))));
            come.forEach(item -> changes.add(Change.added(path, new Side(item, false))));
        }
        return changes;
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }

    /** As it would stand in a plan, within braces. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Fields::text)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> field.getKey() + ": " + text(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.asText();
    }
}
