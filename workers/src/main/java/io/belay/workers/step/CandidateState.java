package io.belay.workers.step;

import io.belay.workers.process.Command;
import io.belay.workers.process.ProgramDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a program that changes the candidate meets, small enough for the journal: which waypoint it stands on, and both clusters'
 * control files, which no server runs without rewriting. The same before and after means that nothing was done.
 */
final class CandidateState {

    private static final String CONTROL = "global/pg_control";

    /** What takes part in a pg_upgrade, in either version's folder; those that a version has not are recorded as missing. */
    private static final List<String> PROGRAMS = List.of(
            "postgres",
            "pg_ctl",
            "initdb",
            "pg_upgrade",
            "pg_dump",
            "pg_dumpall",
            "pg_restore",
            "psql",
            "pg_resetwal",
            "pg_controldata",
            "vacuumdb");

    private CandidateState() {}

    static Command.Basis basis(StepContext context, Candidates candidates, CandidateRecord record) {
        List<Path> programs = Stream.of(
                        candidates.old(record).installation(),
                        candidates.upgraded(record).installation())
                .flatMap(installation -> PROGRAMS.stream().map(installation::program))
                .toList();
        return new Command.Basis(programs, of(context, candidates, record));
    }

    static Map<String, String> of(StepContext context, Candidates candidates, CandidateRecord record) {
        Candidate candidate = candidates.candidate(record);
        List<String> waypoints = new Waypoints(context).names();
        return Map.of(
                "waypoint",
                waypoints.isEmpty() ? "" : waypoints.get(waypoints.size() - 1),
                "generation",
                Integer.toString(Generation.of(context.memory())),
                "old_control",
                ProgramDigest.of(candidate.oldData().resolve(CONTROL)),
                "new_control",
                ProgramDigest.of(candidate.newData().resolve(CONTROL)));
    }
}
