package io.belay.workers.step;

import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.CloneRequest;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.Gate;
import io.belay.workers.clone.NewCluster;
import io.belay.workers.clone.RecoveredClone;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.clone.Sockets;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.TreeProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The candidate of a run and its throw-away copies, each behind the safe-clone gate. The only maker of {@link Candidate}s.
 */
final class Candidates {

    static final Duration START = Duration.ofMinutes(30);

    private final StepContext context;
    private final Gate gate;

    Candidates(StepContext context) {
        this.context = context;
        this.gate = new Gate(
                context.commands(), context.transcripts(), context.commands().canIsolateNetwork());
    }

    CloneServers servers() {
        return servers(RunServer.CANDIDATE);
    }

    /** @param server as which their statements are noted */
    CloneServers servers(RunServer server) {
        return new CloneServers(
                gate, context.commands(), context.transcripts(), context.notes().to(server));
    }

    NewCluster newCluster() {
        return new NewCluster(gate, context.commands(), context.transcripts());
    }

    /** @throws CandidateMissing when no clone step of this run has ended, or the candidate was dropped since */
    CandidateRecord record() {
        return context.memory()
                .read(CandidateRecord.NAME, CandidateRecord.class)
                .orElseThrow(() -> new CandidateMissing("run " + context.run().runId() + " has no candidate"));
    }

    Candidate candidate() {
        return candidate(record());
    }

    Candidate candidate(CandidateRecord record) {
        Path root = context.cluster().place().candidate(context.run().runId()).path();
        return new Candidate(
                root,
                root.resolve(record.oldData()),
                root.resolve(record.newData()),
                record.oldMajor(),
                record.newMajor());
    }

    /** Sanitises a fresh copy and proves it harmless. */
    SafeClone gate(Path root, Inside inside, List<Path> origins) {
        return gate.make(request(root, inside, origins));
    }

    /** Looks again at what passed before, changing nothing. */
    SafeClone reopen(Path root, Inside inside) {
        return gate.reopen(request(root, inside, List.of()));
    }

    SafeClone reopenOld(CandidateRecord record) {
        return reopen(candidate(record).root(), old(record));
    }

    SafeClone reopenNew(CandidateRecord record) {
        return reopen(candidate(record).root(), upgraded(record));
    }

    /** The old version's cluster in the candidate, in its waypoints and in copies of them. */
    Inside old(CandidateRecord record) {
        return new Inside(record.snapshot(), record.oldData(), required(record.oldMajor()), record.superuser());
    }

    /** The new version's, likewise. */
    Inside upgraded(CandidateRecord record) {
        return new Inside(record.snapshot(), record.newData(), required(record.newMajor()), record.superuser());
    }

    private Installation required(int major) {
        return context.cluster()
                .installation(major)
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.INSTALLATION_MISSING,
                        "this host has no programs of PostgreSQL " + major
                                + " any more. Live is untouched. Install them, or name their folder under `postgres` in"
                                + " the host's file"));
    }

    RecoveredClone recoverOnce(SafeClone clone) {
        return servers().recoverOnce(clone, START);
    }

    /** Ends whatever runs in a copy, without a checkpoint, and removes it; removing what is not there succeeds. */
    void remove(Path root) {
        TreeProcesses.end(root);
        context.cluster().storage().remove(root);
        sockets().remove(root);
    }

    Sockets sockets() {
        return new Sockets(context.cluster().sockets());
    }

    private CloneRequest request(Path root, Inside inside, List<Path> origins) {
        return new CloneRequest(
                inside.snapshot(),
                context.cluster().place().root(),
                root,
                Path.of(inside.data()),
                origins,
                List.of(),
                inside.installation(),
                context.cluster().owner(),
                inside.superuser(),
                sockets().of(root),
                CloneLayout.PORT,
                "belay:" + context.run().runId());
    }
}
