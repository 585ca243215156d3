package io.belay.plans.model;

/** A PostgreSQL major, from 10 on: since then the first number alone names the major. Immutable. */
public record PostgresVersion(int major) implements Comparable<PostgresVersion> {

    public static final int OLDEST = 10;

    public PostgresVersion {
        if (major < OLDEST || major > 99) {
            throw new IllegalArgumentException("not a major from " + OLDEST + " on: " + major);
        }
    }

    @Override
    public int compareTo(PostgresVersion other) {
        return Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return Integer.toString(major);
    }
}
