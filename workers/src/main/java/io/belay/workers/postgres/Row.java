package io.belay.workers.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row, every value in PostgreSQL's own text form. Immutable. */
public final class Row {

    private final Map<String, @Nullable String> values;

    /** @param values by column name, in column order */
    public Row(Map<String, @Nullable String> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @throws IllegalArgumentException when there is no such column, or its value is NULL */
    public String text(String column) {
        return optional(column)
                .orElseThrow(() -> new IllegalArgumentException("column " + column + " is NULL in " + values));
    }

    public Optional<String> optional(String column) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException("no column " + column + " in " + values.keySet());
        }
        return Optional.ofNullable(values.get(column));
    }

    public long number(String column) {
        return Long.parseLong(text(column));
    }

    public boolean isTrue(String column) {
        return text(column).equals("t");
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
