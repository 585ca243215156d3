package io.belay.engine.client;

import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.HostDesk.TextPiece;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.Snapshots.PruneReport;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.HostFitness;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.belay.engine.schedule.GuardOrder;
import io.belay.engine.schedule.GuardReport;
import io.belay.engine.schedule.Guards;
import io.belay.engine.workflow.RunOrder;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the command line and the page ask of the engine. Everything that goes wrong is an {@link EngineFailure}. Thread-safe.
 *
 * <p>Reading runs and ledgers needs Temporal only; what a host has to answer needs an engine and that host's worker.
 */
public final class EngineClient implements AutoCloseable {

    private static final Set<ErrorCode> SILENT =
            Set.of(EngineErrors.NO_ENGINE, EngineErrors.NO_WORKER, EngineErrors.NO_ANSWER_IN_TIME);

    private final Wire wire;
    private final Starter starter;
    private final Runs runs;
    private final Watch watch;
    private final OperatorVerbs verbs;
    private final HostQuestions hosts;
    private final Ledgers ledgers;
    private final Guards guards;
    private final Pollers pollers;

    private EngineClient(Wire wire) {
        this.wire = wire;
        this.runs = new Runs(wire);
        this.starter = new Starter(wire, runs);
        this.watch = new Watch(runs);
        this.verbs = new OperatorVerbs(wire, runs);
        this.hosts = new HostQuestions(wire);
        this.ledgers = new Ledgers(wire);
        this.guards = new Guards(wire.client());
        this.pollers = new Pollers(wire);
    }

    /** @throws EngineFailure BLY-4001 within five seconds when Temporal does not answer */
    public static EngineClient connect(Connection where) {
        return new EngineClient(Wire.connect(where));
    }

    /** Over stubs that the caller owns, for an embedded or in-memory server. */
    public static EngineClient over(WorkflowServiceStubs stubs, String namespace) {
        return new EngineClient(Wire.over(stubs, namespace));
    }

    /** Makes the namespace when it is missing. */
    public void ensureNamespace() {
        wire.ensureNamespace();
    }

    /** For workers: the same connection. */
    public WorkflowClient temporal() {
        return wire.client();
    }

    /**
     * Starts a part over the same connection.
     *
     * @throws io.belay.engine.problem.EngineFailure BLY-4001 when the server that has just answered is gone
     */
    public <T> T start(Function<WorkflowClient, T> part) {
        return wire.call(() -> part.apply(wire.client()));
    }

    /**
     * @param canonical the resolved plan
     * @param snapshot id of the snapshot under test; empty when the run takes its own
     * @param startedBy who asked
     * @return the run's id
     */
    public String startRehearsal(String canonical, String snapshot, String startedBy) {
        return starter.start(canonical, true, snapshot, startedBy);
    }

    /**
     * @param source how the saved plan is named on the command line
     * @param facts canonical text of the facts that it pins; the run ends before its first step when the world differs
     */
    public String startRehearsal(String canonical, String snapshot, String startedBy, String source, String facts) {
        return starter.start(canonical, true, snapshot, startedBy, source, "", facts);
    }

    /** @throws EngineFailure BLY-4011 while another one of the same cluster is open */
    public String startUpgrade(String canonical, String startedBy) {
        return startUpgrade(canonical, startedBy, "");
    }

    /** @param source how the plan is named on the command line, file and inputs, for commands in messages */
    public String startUpgrade(String canonical, String startedBy, String source) {
        return startUpgrade(canonical, startedBy, source, "");
    }

    /** @param facts canonical text of the facts that a saved plan pins; empty: those that are so when the run begins */
    public String startUpgrade(String canonical, String startedBy, String source, String facts) {
        return starter.start(canonical, false, "", startedBy, source, "", facts);
    }

    /**
     * What the host says of the world that this plan meets.
     *
     * @param judged whether also sizes, sessions and room are asked for
     */
    public FactsReport facts(String canonical, boolean judged) {
        return hosts.facts(CanonicalForm.read(canonical).cluster(), canonical, judged);
    }

    /**
     * What the engine asks again before the first step, asked before anything is started.
     *
     * @param rehearse the command that rehearses this very plan
     * @throws EngineFailure BLY-4029 when the plan does not promote, BLY-4030 when it was not rehearsed green in time, BLY-4034
     *     when live is not what the plan upgrades
     */
    public void requireApplicable(String canonical, String rehearse) {
        requireItsLive(canonical);
        new ApplyCheck(ledgers).require(canonical, rehearse);
    }

    /**
     * Lets old live go behind a run that has ended as promoted: a run of its own, because the other one is over.
     *
     * @return the new run's id
     * @throws EngineFailure BLY-4032 when there is nothing to retire
     */
    public String startRetirement(String runId, String startedBy) {
        ObservedRun promoted = runs.require(runId);
        Retired.by(promoted, runs).ifPresent(by -> {
            throw new EngineFailure(
                    EngineErrors.NOTHING_TO_RETIRE,
                    "old live of run `" + runId + "` is gone already, since run `" + by + "`; its last image is kept",
                    "look with `belay snapshots " + promoted.status().cluster() + "`");
        });
        return starter.start(
                Retirement.planBehind(promoted, runs.order(promoted)), false, "", startedBy, "", runId, "");
    }

    /** Newest first; without pending calls, log and details. */
    public List<ObservedRun> runs(String cluster, int limit) {
        return runs.list(cluster, limit);
    }

    public Optional<ObservedRun> run(String runId) {
        return runs.find(runId).map(run -> Retired.told(run, runs));
    }

    /**
     * Tells each change until the run has ended, waits for a person, or the time is up.
     *
     * @return what was seen last
     */
    public RunStatus watch(String runId, Duration limit, Consumer<RunStatus> seen) {
        return watch.until(runId, limit, true, seen);
    }

    /** As {@link #watch}, but goes on watching while a person is waited for. */
    public RunStatus awaitEnd(String runId, Duration limit, Consumer<RunStatus> seen) {
        return watch.until(runId, limit, false, seen);
    }

    /** Binds to the facts that the run shows, besides the plan. */
    public RunStatus approve(String runId, String gate, String planHash, Deciding who) {
        return approve(runId, gate, planHash, runs.require(runId).status().facts(), who);
    }

    /** @param factsHash of the facts that were read; empty for a run that is bound to none */
    public RunStatus approve(String runId, String gate, String planHash, String factsHash, Deciding who) {
        return decide(runId, Choice.approve(gate, planHash, factsHash), who);
    }

    /** Carried out once, however often the same request is sent. Returns when the run has taken it; the run then goes on. */
    public RunStatus decide(String runId, Choice choice, Deciding who) {
        return verbs.decide(runId, choice, who);
    }

    /** What that decision would set going. Nothing is decided. */
    public Preview preview(String runId, Choice choice, Deciding who) {
        return verbs.preview(runId, choice, who);
    }

    /** @return whether an engine has taken it; otherwise it is kept until one answers */
    public boolean abort(String runId, Deciding who) {
        return verbs.abort(runId, who);
    }

    public Announcement announce(String host) {
        return hosts.announce(host);
    }

    public List<SnapshotReport> snapshots(String cluster) {
        return hosts.snapshots(cluster);
    }

    public SnapshotReport takeSnapshot(String cluster, String takenBy) {
        return hosts.takeSnapshot(cluster, takenBy);
    }

    public PruneReport prune(String cluster, int keep) {
        return hosts.prune(cluster, keep);
    }

    /** Under which run's id hosts keep the evidence: one that only lets old live go works on behalf of the run that crossed. */
    public String evidenceOf(String runId) {
        return runs.order(runs.require(runId))
                .map(RunOrder::onBehalfOf)
                .filter(crossed -> !crossed.isEmpty())
                .orElse(runId);
    }

    /**
     * Has the host walk the run's evidence and compares it with what Temporal's history anchors.
     *
     * @param cluster of the run, for one whose history is gone; else may be empty
     * @throws EngineFailure BLY-3702 when the history is gone and no cluster is named
     */
    public EvidenceVerdict verifyEvidence(String runId, String cluster) {
        return new EvidenceAudit(runs, hosts).verify(runId, cluster);
    }

    /** What the cluster's ledger would be by what evidence and histories know; changes nothing. */
    public LedgerDraft draftLedger(String cluster) {
        return new LedgerRebuilding(wire, runs, hosts, ledgers).draft(cluster);
    }

    /** Puts the draft in the place of the cluster's ledger. */
    public void replaceLedger(LedgerDraft draft) {
        new LedgerRebuilding(wire, runs, hosts, ledgers).replace(draft);
    }

    /** @see io.belay.engine.activity.HostDesk#read */
    public TextPiece read(String cluster, String runId, String file, long offset, int length) {
        return hosts.read(cluster, runId, file, offset, length);
    }

    public CloneReport createClone(String cluster, String snapshot, String name, String owner) {
        return hosts.createClone(cluster, snapshot, name, owner);
    }

    public List<CloneReport> clones(String cluster) {
        return hosts.clones(cluster);
    }

    public CloneReport dropClone(String cluster, String name) {
        return hosts.dropClone(cluster, name);
    }

    /** Empty when nothing of the cluster was ever rehearsed. */
    public Optional<LedgerReading> ledger(String cluster) {
        return ledgers.read(cluster);
    }

    /**
     * @param keep newest snapshots that stay; 0 for what the plan says
     * @throws EngineFailure BLY-4034 when live is not what the plan upgrades
     */
    public GuardReport guard(String canonical, int keep) {
        try {
            requireItsLive(canonical);
        } catch (EngineFailure failure) {
            // A host that is silent now will be asked at each snapshot.
            if (!SILENT.contains(failure.code())) {
                throw failure;
            }
        }
        GuardOrder order = GuardOrder.of(canonical, keep == 0 ? Optional.empty() : Optional.of(keep));
        return wire.call(() -> guards.guard(order));
    }

    private void requireItsLive(String canonical) {
        ResolvedPlan plan = CanonicalForm.read(canonical);
        StepResult answer = HostFitness.judgeLive(plan, hosts.announce(plan.host()));
        if (answer.outcome() != Outcome.SUCCEEDED) {
            throw new EngineFailure(EngineErrors.LIVE_IS_ANOTHER, answer.summary(), answer.remedy());
        }
    }

    /** @return whether there was one */
    public boolean unguard(String cluster) {
        return wire.call(() -> guards.unguard(cluster));
    }

    public Optional<GuardReport> guardOf(String cluster) {
        return wire.call(() -> guards.describe(cluster));
    }

    public List<GuardReport> guards() {
        return wire.call(guards::list);
    }

    public void triggerGuard(String cluster) {
        wire.call(() -> {
            guards.trigger(cluster);
            return cluster;
        });
    }

    /** Whether it is certain that no engine polls; a server that cannot tell gives false. */
    public boolean engineIsGone() {
        return pollers.areGoneForWorkflows(Queues.ENGINE);
    }

    /** Whether it is certain that no worker of the host polls. */
    public boolean workerIsGone(String host) {
        return pollers.areGone(Queues.probe(host));
    }

    @Override
    public void close() {
        wire.close();
    }
}
