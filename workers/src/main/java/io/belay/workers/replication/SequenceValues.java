package io.belay.workers.replication;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where all sequences of a database stand, as one cheap statement tells: nothing for one that was not used yet, whose value it does not
 * know. Immutable.
 */
public record SequenceValues(Map<Relation, OptionalLong> values) {

    public SequenceValues {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Those that must be read exactly on this side, because the other one shows something else, or nothing is known. In order. */
    Set<Relation> unlike(SequenceValues other) {
        Set<Relation> unlike = new TreeSet<>();
        values.forEach((sequence, value) -> {
            if (value.isEmpty() || !value.equals(other.values.get(sequence))) {
                unlike.add(sequence);
            }
        });
        return unlike;
    }

    /** Those that the other side does not have. In order. */
    Set<Relation> missingIn(SequenceValues other) {
        Set<Relation> missing = new TreeSet<>(values.keySet());
        missing.removeAll(other.values.keySet());
        return missing;
    }
}
