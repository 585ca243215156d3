package io.belay.workers.step;

import io.belay.workers.clone.SafeClone;
import java.nio.file.Files;
import java.util.Map;

/** The candidate's server of the moment: new's behind {@code pg_upgrade}, old's before it. Stateless. */
final class CandidateDoor {

    private CandidateDoor() {}

    /** @throws CandidateMissing when there is none */
    static SafeClone clone(Candidates candidates) {
        CandidateRecord record = candidates.record();
        return Files.isDirectory(candidates.candidate(record).newData())
                ? candidates.reopenNew(record)
                : candidates.reopenOld(record);
    }

    /** Starts it, or adopts what runs; the variables by which PostgreSQL's own clients find it. */
    static Map<String, String> open(StepContext context) {
        Candidates candidates = new Candidates(context);
        SafeClone clone = clone(candidates);
        candidates.servers().start(clone, Candidates.START);
        return Map.of(
                "PGHOST", clone.socketFolder().toString(),
                "PGPORT", String.valueOf(clone.port()),
                "PGUSER", clone.superuser(),
                "BELAY_CANDIDATE_DATA", clone.dataDirectory().toString(),
                "BELAY_CANDIDATE_VERSION", String.valueOf(clone.installation().major()));
    }
}
