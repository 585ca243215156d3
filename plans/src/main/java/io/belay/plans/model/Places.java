package io.belay.plans.model;

import io.belay.plans.problem.SourcePlace;
import java.util.Map;

/**
 * Where each field stands in the file. Immutable.
 *
 * @param values place of each field's value, by path ({@code budget.hold}, {@code steps[2].needs}); with a colon
 *     behind it ({@code budget.hold:}) of the whole field, from its name on
 * @param file the place for what stands nowhere
 */
public record Places(Map<String, SourcePlace> values, SourcePlace file) {

    public Places {
        values = Map.copyOf(values);
    }

    public boolean has(String path) {
        return values.containsKey(path);
    }

    /** The field's value, or the nearest block around it that is written, or the whole file. */
    public SourcePlace of(String path) {
        String outer = path;
        while (!outer.isEmpty()) {
            SourcePlace place = values.get(outer);
            if (place != null) {
                return place;
            }
            int cut = Math.max(outer.lastIndexOf('.'), outer.lastIndexOf('['));
            outer = cut < 0 ? "" : outer.substring(0, cut);
        }
        return file;
    }
}
