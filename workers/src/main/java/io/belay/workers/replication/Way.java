package io.belay.workers.replication;

/**
 * From which server to which changes flow, and for the how-manieth time in this run. Each switch makes new slots and subscriptions: a
 * subscription that was used before keeps its place in another server's log, and would skip changes. Immutable.
 *
 * @param generation from 1
 */
public record Way(Direction direction, int generation) {

    /** Seen from the promotion. */
    public enum Direction {
        /** From old to new. */
        FORWARD("f"),
        /** From new to old. */
        BACK("b");

        private final String letter;

        Direction(String letter) {
            this.letter = letter;
        }
    }

    public Way {
        if (generation < 1) {
            throw new IllegalArgumentException("generations are counted from 1: " + generation);
        }
    }

    /** The first one, which the candidate catches up by. */
    public static Way firstForward() {
        return new Way(Direction.FORWARD, 1);
    }

    /** The one that a switch by this one makes the next: back from forward, forward again from back. */
    public Way reversed() {
        return direction == Direction.FORWARD
                ? new Way(Direction.BACK, generation)
                : new Way(Direction.FORWARD, generation + 1);
    }

    /** Part of names: {@code f1}, {@code b2}. */
    String tag() {
        return direction.letter + generation;
    }
}
