package io.belay.workers.step;

import java.util.List;

/**
 * What the clone step leaves for the steps behind it. Kept in the run's folder, so that a restored candidate needs no guessing.
 *
 * @param snapshot id of the snapshot that the candidate was cloned from
 * @param oldData old's data directory, relative to the candidate's root
 * @param newData new's, relative to the candidate's root
 * @param superuser the cluster's install user
 * @param madeAnew relation files with a user's number that pg_upgrade makes anew: rewritten catalogs and sequences
 *     ({@code base/16401/24576})
 * @param nextTransaction old's next transaction id when it was stopped, without its epoch
 */
record CandidateRecord(
        String snapshot,
        String oldData,
        String newData,
        int oldMajor,
        int newMajor,
        String superuser,
        List<String> madeAnew,
        long nextTransaction) {

    static final String NAME = "candidate";

    CandidateRecord {
        madeAnew = List.copyOf(madeAnew);
    }
}
