package io.belay.workers.preflight;

/**
 * How much room the place has, and how much must stay. All in bytes. Immutable.
 *
 * @param place what is short when it is short, for messages
 * @param freeBytes what the store says is free
 * @param minimumFreeBytes below it the plan wants snapshots thinned: a warning
 * @param stopBelowBytes below it rehearsals stop, because a full store would hurt live: a blocker
 * @param copiedBytes what the plan's mode of {@code pg_upgrade} copies in full; 0 where blocks are shared
 */
public record RoomFacts(String place, long freeBytes, long minimumFreeBytes, long stopBelowBytes, long copiedBytes) {

    public RoomFacts {
        if (freeBytes < 0 || minimumFreeBytes < 0 || stopBelowBytes < 0 || copiedBytes < 0) {
            throw new IllegalArgumentException("room cannot be negative");
        }
    }
}
