package io.belay.plans.problem;

/**
 * The stable number of one kind of problem, printed as {@code BLY-2013}. Immutable.
 *
 * <p>Numbers are never used twice: 1xxx plans and host files, 2xxx what preflight and verification find in a cluster,
 * 3xxx what hosts report, 4xxx what the engine and the command line report. Each has a page {@code docs/errors/BLY-N.md}.
 *
 * @param number from 1000 to 9999
 * @param fault where the remedy has to be applied; decides whether a retry makes sense
 */
public record ErrorCode(int number, Fault fault) {

    /** Where the remedy of a problem has to be applied. */
    public enum Fault {
        /** In the text of the plan or of the host's file. */
        TEXT,
        /** In the cluster's own content: every clone of the same snapshot fails alike, so a retry is refused. */
        SNAPSHOT,
        /** On the host: a library, room, a right. Once mended, a retry goes on from the last waypoint. */
        ENVIRONMENT,
        /** In the request: a wrong name, a missing right, a run in another phase. */
        REQUEST,
        /** In Belay itself. */
        BELAY
    }

    public ErrorCode {
        if (number < 1000 || number > 9999) {
            throw new IllegalArgumentException("an error code has four digits: " + number);
        }
    }

    /** Reads what {@link #text()} writes; the fault is not part of the text and has to be known. */
    public String text() {
        return "BLY-" + number;
    }

    @Override
    public String toString() {
        return text();
    }
}
