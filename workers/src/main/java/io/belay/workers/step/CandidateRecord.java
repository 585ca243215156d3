package io.belay.workers.step;

import io.belay.workers.verify.NotCarried;
import io.belay.workers.verify.TransactionCounters;
import java.util.List;

/**
 * What the clone step leaves for the steps behind it. Kept in the run's folder, so that a restored candidate needs no guessing.
 *
 * @param snapshot id of the snapshot that the candidate was cloned from
 * @param oldData old's data directory, relative to the candidate's root
 * @param newData new's, relative to the candidate's root
 * @param superuser the cluster's install user
 * @param notCarried relation files with a user's number that pg_upgrade rightly leaves behind, see {@link NotCarried}
 * @param counters old's next transaction and the like when it was stopped
 */
record CandidateRecord(
        String snapshot,
        String oldData,
        String newData,
        int oldMajor,
        int newMajor,
        String superuser,
        List<String> notCarried,
        TransactionCounters counters) {

    static final String NAME = "candidate";

    CandidateRecord {
        notCarried = List.copyOf(notCarried);
    }
}
