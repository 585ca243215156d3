package io.belay.workers.backup;

import io.belay.workers.postgres.Lsn;
import java.util.Locale;

/**
 * Name and place of one file of the write-ahead log. Immutable.
 *
 * @param timeline as in the name
 * @param number of the file since the log's beginning
 * @param bytes of each file, a power of two
 */
record WalFile(long timeline, long number, long bytes) {

    static final int NAME_LENGTH = 24;

    private static final int PART = 8;

    /** @throws IllegalArgumentException when it is no such name */
    static WalFile parse(String name, long bytes) {
        if (!name.matches("[0-9A-F]{" + NAME_LENGTH + "}")) {
            throw new IllegalArgumentException("not a file of the write-ahead log: " + name);
        }
        long high = Long.parseLong(name.substring(PART, 2 * PART), 16);
        long low = Long.parseLong(name.substring(2 * PART), 16);
        return new WalFile(Long.parseLong(name.substring(0, PART), 16), high * perHigh(bytes) + low, bytes);
    }

    private static long perHigh(long bytes) {
        return 0x1_0000_0000L / bytes;
    }

    String name() {
        return String.format(Locale.ROOT, "%08X%08X%08X", timeline, number / perHigh(bytes), number % perHigh(bytes));
    }

    Lsn begin() {
        return new Lsn(number * bytes);
    }

    /** The first place behind it. */
    Lsn end() {
        return new Lsn((number + 1) * bytes);
    }

    WalFile next() {
        return new WalFile(timeline, number + 1, bytes);
    }
}
