package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.clone.Recovered;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.clone.StartedClone;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import io.belay.workers.storage.Storage.Timing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the candidate: a writable copy of the snapshot, made harmless by the gate, recovered once in isolation, stopped cleanly.
 * Its waypoint is the twin. Repeated from the beginning after a crash, because a copy costs next to nothing.
 */
final class CloneStep implements HostStep {

    /**
     * Relation files with a user's number that pg_upgrade rightly makes anew: catalogs that were rewritten, and sequences, whose
     * state it restores by statement (pg_dump's {@code --sequence-data}; {@code verify} compares it).
     */
    private static final String MADE_ANEW =
            "SELECT pg_catalog.pg_relation_filepath(oid) AS file FROM pg_catalog.pg_class"
                    + " WHERE (oid < 16384 OR relkind = 'S') AND pg_catalog.pg_relation_filenode(oid) >= 16384";

    @Override
    public String kind() {
        return "clone";
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        SnapshotImage image = SnapshotImages.of(context);
        Installation old = context.cluster()
                .installation(image.version())
                .orElseThrow(() -> new IllegalStateException("preflight let a missing major pass: " + image.version()));
        Path root = context.cluster().place().candidate(context.run().runId()).path();
        context.memory().forget(CandidateRecord.NAME);
        candidates.discard(root, image.inside(old));

        long begin = System.nanoTime();
        Timing copied = context.cluster().storage().copy(image.path(), root);
        long exists = milliseconds(begin);
        context.attempt().show("the clone exists after " + exists + " ms; making it harmless");
        SafeClone clone = candidates.gate(
                root, image.inside(old), List.of(context.cluster().dataset().root()));
        StartedClone started = candidates.servers().start(clone, Candidates.START);
        long answers = milliseconds(begin);
        context.attempt().show("it answers queries after " + answers + " ms");
        List<String> madeAnew = madeAnew(started.server());
        Recovered recovered = candidates.recoverOnce(clone);

        remember(context, candidates, image, clone, madeAnew);
        String step = context.request().stepId();
        context.evidence()
                .write(step, step + "/gate-" + context.request().epoch() + ".txt", GateText.of(started.report()));
        return StepResult.succeeded(
                "the clone of " + image.id() + " existed after " + exists + " ms and answered queries after " + answers
                        + " ms",
                facts(copied, exists, answers, recovered, started));
    }

    private static void remember(
            StepContext context, Candidates candidates, SnapshotImage image, SafeClone clone, List<String> madeAnew) {
        Path newData = candidates.relativeNewData(
                Path.of(image.relativeData()), context.request().targetVersion());
        SafeClone stopped = candidates.reopen(clone.root(), image.inside(clone.installation()));
        String next = stopped.controlData().text("Latest checkpoint's NextXID");
        context.memory()
                .write(
                        CandidateRecord.NAME,
                        new CandidateRecord(
                                image.id(),
                                image.relativeData(),
                                newData.toString(),
                                image.version(),
                                context.request().targetVersion(),
                                image.superuser(),
                                madeAnew,
                                Long.parseLong(next.substring(next.indexOf(':') + 1))));
    }

    private static Map<String, String> facts(
            Timing copied, long exists, long answers, Recovered recovered, StartedClone started) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("clone_milliseconds", String.valueOf(exists));
        facts.put("storage_milliseconds", String.valueOf(copied.storeMilliseconds()));
        facts.put("answers_milliseconds", String.valueOf(answers));
        facts.put("end_of_recovery", recovered.endOfRecovery().toString());
        facts.put("wal_replayed_bytes", String.valueOf(recovered.walReplayedBytes()));
        if (!started.report().notIsolated().isEmpty()) {
            facts.put("not_isolated", String.join("; ", started.report().notIsolated()));
        }
        return facts;
    }

    private static List<String> madeAnew(RunningServer server) {
        List<String> files = new ArrayList<>();
        List<String> databases = new ArrayList<>(server.databases());
        databases.add("template1");
        for (String database : databases) {
            try (Session session = server.open(database)) {
                for (Row row : session.query(MADE_ANEW)) {
                    row.optional("file").ifPresent(files::add);
                }
            }
        }
        return files.stream().distinct().sorted().toList();
    }

    private static long milliseconds(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
