package io.belay.workers.live;

/**
 * One setting and where it is from. Immutable.
 *
 * @param name in lower case: PostgreSQL does not tell them apart
 * @param place {@code FILE:LINE} as a person finds it, or another word for where it was said
 */
record Placed(String name, String value, String place) {

    Placed withValue(String other) {
        return new Placed(name, other, place);
    }

    Placed withName(String other) {
        return new Placed(other, value, place);
    }
}
