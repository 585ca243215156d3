package io.belay.workers.postgres;

/**
 * A place in the write-ahead log, in bytes from its beginning; printed as PostgreSQL does ({@code 0/15CEAB8}). Immutable.
 *
 * @param position an unsigned 64-bit number
 */
public record Lsn(long position) implements Comparable<Lsn> {

    /** @throws IllegalArgumentException when the text is not of the form {@code HEX/HEX} */
    public static Lsn parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}")) {
            throw new IllegalArgumentException("not a place in the write-ahead log: " + text);
        }
        int slash = text.indexOf('/');
        long high = Long.parseUnsignedLong(text.substring(0, slash), 16);
        long low = Long.parseUnsignedLong(text.substring(slash + 1), 16);
        return new Lsn(high << 32 | low);
    }

    public Lsn plus(long bytes) {
        return new Lsn(position + bytes);
    }

    /** Bytes from an earlier place to this one. */
    public long minus(Lsn earlier) {
        return position - earlier.position;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(position, other.position);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(position >>> 32, position & 0xFFFFFFFFL);
    }
}
