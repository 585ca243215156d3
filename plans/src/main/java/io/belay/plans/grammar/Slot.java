package io.belay.plans.grammar;

/**
 * Where a value belongs.
 *
 * @param path for example {@code budget.hold}
 * @param byDefault what holds when the field is left out, empty when there is no default
 */
public record Slot(Reading reading, String path, String byDefault) {

    /** The last name of the path. */
    public String field() {
        String last = path.substring(path.lastIndexOf('.') + 1);
        int bracket = last.indexOf('[');
        return bracket < 0 ? last : last.substring(0, bracket);
    }

    Slot item(int index) {
        return new Slot(reading, path + "[" + index + "]", "");
    }

    Slot below(String key) {
        return new Slot(reading, path + "." + key, "");
    }
}
