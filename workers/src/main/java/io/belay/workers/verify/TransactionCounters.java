package io.belay.workers.verify;

import io.belay.workers.postgres.ControlData;

/**
 * How far a stopped cluster has counted; what its commit logs say behind that means nothing. Immutable.
 *
 * @param nextTransaction without its epoch
 * @param nextMultiTransaction row locks shared by several transactions
 * @param nextMultiOffset of their members
 */
public record TransactionCounters(long nextTransaction, long nextMultiTransaction, long nextMultiOffset) {

    public static TransactionCounters of(ControlData control) {
        String next = control.text("Latest checkpoint's NextXID");
        return new TransactionCounters(
                Long.parseLong(next.substring(next.indexOf(':') + 1)),
                Long.parseLong(control.text("Latest checkpoint's NextMultiXactId")),
                Long.parseLong(control.text("Latest checkpoint's NextMultiOffset")));
    }
}
