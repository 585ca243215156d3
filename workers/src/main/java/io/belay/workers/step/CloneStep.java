package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.Recovered;
import io.belay.workers.clone.RecoveredClone;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.clone.StartedClone;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.storage.Storage.Timing;
import io.belay.workers.verify.NotCarried;
import io.belay.workers.verify.TransactionCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the candidate: a writable copy of the snapshot, made harmless by the gate, recovered once in isolation, stopped cleanly.
 * Its waypoint is the twin. Repeated from the beginning after a crash, because a copy costs next to nothing.
 */
final class CloneStep implements HostStep {

    @Override
    public String kind() {
        return "clone";
    }

    @Override
    public StepResult probe(StepContext context) {
        return Fitness.programs(context, major(context), "postgres", "pg_ctl", "pg_controldata");
    }

    /** As the data has it: whether the plan says the same is preflight's to tell, and no reason to install another major. */
    private static int major(StepContext context) {
        ClusterOnHost cluster = context.cluster();
        String snapshot = context.run().snapshot();
        if (!snapshot.isEmpty()) {
            return cluster.snapshots().require(cluster.name(), snapshot).version();
        }
        try {
            Path version = cluster.dataset().dataDirectory().resolve("PG_VERSION");
            return Integer.parseInt(Files.readString(version).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("live's PG_VERSION cannot be read", e);
        }
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        return Fitness.room(context);
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        SnapshotImage image = SnapshotImages.of(context);
        Installation old = context.cluster()
                .installation(image.version())
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.INSTALLATION_MISSING,
                        "this host has no programs of PostgreSQL " + image.version()
                                + ", which wrote the snapshot. Nothing was done; live is untouched"));
        Path root = context.cluster().place().candidate(context.run().runId()).path();
        context.memory().forget(CandidateRecord.NAME);
        candidates.remove(root);

        long begin = System.nanoTime();
        Timing copied = context.cluster().storage().copy(image.path(), root);
        long exists = milliseconds(begin);
        context.attempt().show("the clone exists after " + exists + " ms; making it harmless");
        context.attempt().check();
        SafeClone clone =
                candidates.gate(root, image.inside(old), context.cluster().origins());
        StartedClone started = candidates.servers().start(clone, Candidates.START);
        long answers = milliseconds(begin);
        context.attempt().show("it answers queries after " + answers + " ms");
        context.attempt().check();
        BackupGrants.takeAway(context, started.server(), image.version()).ifPresent(statement -> {
            context.memory().write(BackupGrants.TAKEN_AWAY, statement);
            context.evidence()
                    .record()
                    .append(context.request().stepId(), "in the clone, so that it can be upgraded: " + statement);
        });
        List<String> notCarried = NotCarried.of(started.server(), clone.dataDirectory());
        RecoveredClone recovered = candidates.recoverOnce(clone);

        remember(context, image, recovered.control(), notCarried);
        StepEvidence.write(context, "gate.txt", GateText.of(started.report()));
        return StepResult.succeeded(
                "the clone of " + image.id() + " existed after " + exists + " ms and answered queries after " + answers
                        + " ms",
                facts(copied, exists, answers, recovered.recovered(), started, clone));
    }

    /** Its record is the last thing that it writes; a copy without one is thrown away and made again. */
    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(context, CloneStep::found);
    }

    private static Found found(StepContext context) {
        Path root = context.cluster().place().candidate(context.run().runId()).path();
        Optional<CandidateRecord> record = context.memory().read(CandidateRecord.NAME, CandidateRecord.class);
        if (!Files.exists(root)) {
            return new Found.FailedClean(Found.vanished(context, "there is no candidate yet"));
        }
        if (record.isEmpty() || TreeProcesses.isAnyIn(root)) {
            return new Found.FailedDirty(Found.vanished(context, "the half made copy is removed"));
        }
        Candidates candidates = new Candidates(context);
        return candidates.servers().control(candidates.reopenOld(record.get())).isShutDown()
                ? new Found.Succeeded(StepResult.succeeded(
                        "the clone of " + record.get().snapshot() + " stands, recovered and stopped cleanly", Map.of()))
                : new Found.FailedDirty(Found.vanished(context, "the half made copy is removed"));
    }

    private static void remember(
            StepContext context, SnapshotImage image, ControlData control, List<String> notCarried) {
        Path newData = CloneLayout.relativeNewData(
                Path.of(image.relativeData()), context.request().targetVersion());
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
                                notCarried,
                                TransactionCounters.of(control)));
    }

    private static Map<String, String> facts(
            Timing copied, long exists, long answers, Recovered recovered, StartedClone started, SafeClone clone) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("system_identifier", clone.controlData().systemIdentifier());
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

    private static long milliseconds(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
