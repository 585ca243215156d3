package io.belay.plans.feature;

import io.belay.plans.model.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fields that an author wrote, found by their names whatever the numbers of the items around them. Immutable. */
final class WrittenFields {

    private final Places places;
    private final Map<String, NavigableSet<String>> byFields = new HashMap<>();

    WrittenFields(Places places) {
        this.places = places;
        for (String place : places.values().keySet()) {
            // With a colon behind it, it is the same field once more; and an item is no use of its own beside its list.
            if (!place.endsWith(":") && !isItem(place)) {
                byFields.computeIfAbsent(fields(place), any -> new TreeSet<>()).add(place);
            }
        }
    }

    private boolean isItem(String place) {
        return place.endsWith("]") && places.has(place.substring(0, place.lastIndexOf('[')));
    }

    Places places() {
        return places;
    }

    /**
     * Their paths, sorted.
     *
     * @param base path of a block, empty for a whole file
     * @param fields names of fields from there on, dots between them
     */
    SortedSet<String> below(String base, String fields) {
        if (base.isEmpty()) {
            return byFields.getOrDefault(fields, new TreeSet<>());
        }
        NavigableSet<String> all = byFields.getOrDefault(fields(base) + "." + fields, new TreeSet<>());
        return all.subSet(base + ".", true, base + "/", false);
    }

    /** A path without the numbers of items. */
    private static String fields(String path) {
        if (path.indexOf('[') < 0) {
            return path;
        }
        StringBuilder names = new StringBuilder();
        boolean number = false;
        for (int i = 0; i < path.length(); i++) {
            char sign = path.charAt(i);
            number = number ? sign != ']' : sign == '[';
            if (!number && sign != ']') {
                names.append(sign);
            }
        }
        return names.toString();
    }
}
