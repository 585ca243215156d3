package io.belay.workers.hold;

import java.time.Duration;

/**
 * What a watchdog does for what it sees. Pure; the reasons are decision 47.
 *
 * <p>As long as its process lives, a hold is left alone until clients have waited for longer than its budget and a margin. Then an
 * undecided one is decided; a decided one is ended only when its process was stopped, or when nothing was begun or ended for longer
 * than any part may take.
 */
record WatchRule(Duration budget) {

    enum Verdict {
        /** The watchdog is of no use any more. */
        LEAVE,
        WAIT,
        /** Try to win {@code undo}, and end the process when that stands. */
        DECIDE,
        /** End the process; what was decided stands. */
        END,
        /** Complete or undo, by the decision. */
        SETTLE
    }

    /** The hold undoes itself at its budget: between two parts, or once the program that it waits for is ended. */
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(2);

    private static final int MARGIN_SHARE = 10;

    /** A hand that stops a process for a moment is no reason to end it. */
    static final Duration STOPPED = Duration.ofSeconds(5);

    /** Starting a server may take {@link Workshop#START}, ending a stop two minutes more. */
    static final Duration STUCK = Duration.ofMinutes(10);

    Duration patience() {
        return budget.plus(LEAST_MARGIN).plus(budget.dividedBy(MARGIN_SHARE));
    }

    Verdict judge(WatchSight seen) {
        if (seen.over()) {
            return Verdict.LEAVE;
        }
        if (seen.process() == WatchSight.Carrier.GONE) {
            return Verdict.SETTLE;
        }
        boolean tooLong =
                seen.held().filter(held -> held.compareTo(patience()) > 0).isPresent();
        if (!tooLong) {
            return Verdict.WAIT;
        }
        if (!seen.decided()) {
            return Verdict.DECIDE;
        }
        Duration quiet = seen.process() == WatchSight.Carrier.STOPPED ? STOPPED : STUCK;
        return seen.quiet().compareTo(quiet) > 0 ? Verdict.END : Verdict.WAIT;
    }
}
