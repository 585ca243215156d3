package io.belay.plans.agree;

import java.util.Collection;
import java.util.List;

/**
 * What somebody says of a fact that a plan may state. Immutable.
 *
 * @param where it stands, as {@link Difference#hostField}
 * @param values one, or the members of a set
 */
record Said(String where, List<String> values) {

    Said {
        values = List.copyOf(values);
    }

    static Said one(String where, String value) {
        return new Said(where, List.of(value));
    }

    static Said all(String where, Collection<String> values) {
        return new Said(where, List.copyOf(values));
    }
}
