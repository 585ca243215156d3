package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.clone.NewCluster;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.PgUpgradeCommand;
import io.belay.workers.command.PgUpgradeFiles;
import io.belay.workers.command.UpgradeFault;
import io.belay.workers.command.UpgradeFaults;
import io.belay.workers.command.ViewRemedy;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.process.Command;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.process.Launcher.Seen;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.storage.StorageFailure;
import io.belay.workers.verify.LinkedFilesProof;
import io.belay.workers.verify.TransactionLogComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The new version inside the candidate, by {@code pg_upgrade --link}: nothing is copied, and the twin still has what the link
 * uses up. Closes with the proof that every user file still lies on the twin's own extents.
 */
final class PgUpgradeStep implements HostStep {

    private static final Duration TIMEOUT_MARGIN = Duration.ofMinutes(5);

    @Override
    public String kind() {
        return "pg_upgrade";
    }

    @Override
    public StepResult probe(StepContext context) {
        return Fitness.programs(
                context, context.request().targetVersion(), "postgres", "pg_ctl", "initdb", "pg_upgrade", "pg_dump");
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
        CandidateRecord record = candidates.record();
        NewCluster newCluster = candidates.newCluster();
        return Launches.followInCandidate(
                        context,
                        Programs.PG_UPGRADE,
                        Optional.empty(),
                        () -> command(context, candidates, record, newCluster))
                .map(ended -> ended.result().succeeded()
                        ? HoldEstimate.warned(context, succeeded(candidates, record, ended))
                        : failed(
                                context,
                                record,
                                ended,
                                files(context, candidates, record),
                                fault -> completed(context, candidates, record, fault)))
                .or(() -> RoomReserve.ended(context))
                .orElseThrow();
    }

    /** It ran without its own sync: whoever hears of the success may rely on it across a power cut. */
    private static StepResult succeeded(Candidates candidates, CandidateRecord record, Ended ended) {
        Durable.syncFileSystem(candidates.candidate(record).root());
        Map<String, String> facts = new TreeMap<>();
        facts.put("seconds", String.valueOf(ended.result().took().toSeconds()));
        facts.put("launches", String.valueOf(ended.launches()));
        facts.put("adopted", String.valueOf(ended.adopted()));
        return StepResult.succeeded(
                "pg_upgrade to " + candidates.upgraded(record).installation().version() + " took "
                        + ended.result().took().toSeconds() + " s",
                facts);
    }

    /** Only called when the program was never launched in this epoch: the candidate is as its waypoint left it. */
    private static Command command(
            StepContext context, Candidates candidates, CandidateRecord record, NewCluster newCluster) {
        SafeClone old = candidates.reopenOld(record);
        context.attempt().show("making the empty cluster of the new version");
        SafeClone prepared = newCluster.prepare(
                old,
                candidates.upgraded(record).installation(),
                Path.of(record.newData()),
                candidates.recoverOnce(old).recovered().template());
        return newCluster
                .pgUpgrade(old, prepared, PgUpgradeCommand.Mode.LINK, StepJobs.of(context), false, deadline(context))
                .restingOn(CandidateState.basis(context, candidates, record));
    }

    /** An exit code that nobody had read is the answer; without one, the control files say whether anything was done. */
    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(context, PgUpgradeStep::found);
    }

    private static Found found(StepContext context) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Seen seen = context.launcher().look(context.launch(Programs.PG_UPGRADE));
        if (seen.result().isPresent()) {
            Ended ended = new Ended(seen.result().get(), true, 1);
            return ended.result().succeeded()
                    ? new Found.Succeeded(succeeded(candidates, record, ended))
                    : new Found.FailedDirty(failed(
                            context, record, ended, files(context, candidates, record), UnaryOperator.identity()));
        }
        boolean untouched = seen.state() == State.NEVER_LAUNCHED
                ? !Files.exists(candidates.candidate(record).newData())
                : CandidateState.of(context, candidates, record).equals(seen.basis());
        return untouched
                ? new Found.FailedClean(Found.vanished(context, "it had changed nothing in the candidate"))
                : new Found.FailedDirty(Inspection.dirty(context));
    }

    private static Map<String, String> files(StepContext context, Candidates candidates, CandidateRecord record) {
        Path newData = candidates.candidate(record).newData();
        Map<String, String> files = PgUpgradeFiles.collect(
                newData,
                candidates
                        .candidate(record)
                        .root()
                        .resolve(".belay")
                        .resolve(record.snapshot())
                        .resolve("pg_upgrade"));
        files.forEach((name, text) -> StepEvidence.write(context, "pg_upgrade/" + name, text));
        return files;
    }

    private static StepResult failed(
            StepContext context,
            CandidateRecord record,
            Ended ended,
            Map<String, String> files,
            UnaryOperator<UpgradeFault> completion) {
        return RoomReserve.ended(context)
                .orElseGet(() -> failed(completion.apply(
                        placed(context, UpgradeFaults.judge(ended.result().output(), files, record.newMajor())))));
    }

    /** The tool only says that something is full; which file system, and by how much, is this host's to say. */
    private static UpgradeFault placed(StepContext context, UpgradeFault fault) {
        boolean saysSo = fault.code().equals(PostgresErrors.NO_ROOM);
        // A server that cannot even write its log says nothing of the reason.
        boolean looksSo = fault.code().fault() == Fault.ENVIRONMENT
                && RoomReserve.touched(context).isPresent();
        return saysSo || looksSo
                ? UpgradeFault.of(
                        PostgresErrors.NO_ROOM,
                        fault.phase(),
                        fault.message(),
                        (saysSo ? fault.summary() : fault.summary() + ", and there is no room") + ": "
                                + RoomReserve.figures(context)
                                + ". The candidate goes back to its last waypoint, live is untouched",
                        RoomReserve.remedy(context))
                : fault;
    }

    private static StepResult failed(UpgradeFault fault) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("phase", fault.phase());
        facts.put("object", fault.object());
        facts.put("databases", String.join(", ", fault.databases()));
        FindingReport finding = new FindingReport(
                fault.code().text(),
                "blocker",
                (fault.databases().isEmpty() ? "" : String.join(", ", fault.databases()) + ": ")
                        + (fault.kind().isEmpty() ? "" : fault.kind() + " ")
                        + fault.object(),
                fault.summary() + (fault.message().isEmpty() ? "" : " (" + fault.message() + ")"),
                fault.remedy(),
                fault.undo());
        return StepResult.failed(fault.code(), fault.summary(), fault.remedy(), facts)
                .withFindings(List.of(finding));
    }

    /** The twin still has the view that the restore refused: its definition is the remedy's inverse. */
    private static UpgradeFault completed(
            StepContext context, Candidates candidates, CandidateRecord record, UpgradeFault fault) {
        if (!fault.kind().equals("VIEW") || fault.databases().isEmpty()) {
            return fault;
        }
        try (ThrowAway old = ThrowAway.open(
                        context,
                        ThrowAways.FOR_REMEDY,
                        RunServer.OLD,
                        new Waypoints(context).twin(),
                        candidates.old(record),
                        List.of(candidates.candidate(record).root()));
                Session session = old.server().open(fault.databases().get(0))) {
            return ViewRemedy.complete(fault, session);
        } catch (GateRefusal | ServerFailure | StorageFailure | PostgresFailure | ProcessFailure noTwin) {
            // The fault is known without it; only the remedy's inverse is not.
            context.evidence().record().append(context.request().stepId(), "no inverse of the remedy: " + noTwin);
            return fault;
        }
    }

    @Override
    public boolean isProvenByItsResult() {
        return false;
    }

    @Override
    public StepResult verify(StepContext context) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Candidate candidate = candidates.candidate(record);
        Path twin = new Waypoints(context).twin();
        long begin = System.nanoTime();
        LinkedFilesProof.Report report = new LinkedFilesProof(
                        context.cluster().storage(), StepJobs.of(context), context.attempt()::check)
                .prove(
                        twin,
                        candidate.root(),
                        candidate.relativeOldData(),
                        candidate.relativeNewData(),
                        Set.copyOf(record.notCarried()));
        List<String> wrong = new ArrayList<>(report.different());
        report.notCarried().forEach(file -> wrong.add(file + " was not carried over"));
        wrong.addAll(TransactionLogComparison.differences(
                twin.resolve(record.oldData()), candidate.newData(), record.counters()));
        Map<String, String> facts = new TreeMap<>();
        facts.put("files_shared", String.valueOf(report.filesShared()));
        facts.put("files_read", String.valueOf(report.filesRead()));
        facts.put("bytes_proven", String.valueOf(report.bytesProven()));
        facts.put("bytes_read", String.valueOf(report.bytesRead()));
        facts.put("proof_milliseconds", String.valueOf((System.nanoTime() - begin) / 1_000_000));
        String step = context.request().stepId();
        if (wrong.isEmpty()) {
            return StepResult.succeeded(
                    report.filesShared() + " files share all their extents with the twin, " + report.filesRead()
                            + " were read and are the same",
                    facts);
        }
        StepEvidence.write(context, "not-proven.txt", String.join("\n", wrong));
        return StepResult.failed(
                StepErrors.CONTENT_NOT_PROVEN,
                wrong.size() + " files are not proven to be the twin's, first: " + wrong.get(0)
                        + ". The candidate is not used; live is untouched",
                "belay logs " + context.run().runId() + " " + step
                        + ", and report it: pg_upgrade must not change user files",
                facts);
    }

    /** The engine watches the plan's time-out; the host's own is only for a worker that nobody watches. */
    private static Duration deadline(StepContext context) {
        return StepTimes.timeout(context).plus(TIMEOUT_MARGIN);
    }
}
