package io.belay.cli;

import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.HostDesk.TextPiece;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EvidenceVerdict;
import io.belay.engine.client.LedgerDraft;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.belay.engine.schedule.GuardReport;
import java.util.List;
import java.util.Optional;

/**
 * What commands ask of the engine, as {@link io.belay.engine.client.EngineClient} answers it; a type of its own so that tests
 * need no Temporal. Every call may throw an {@link io.belay.engine.problem.EngineFailure}. For one thread.
 */
interface EngineDesk extends AutoCloseable {

    /**
     * @param canonical the resolved plan
     * @param snapshot id of the snapshot under test, empty for a fresh one
     * @param startedBy who asked
     * @return the run's id
     */
    String startRehearsal(String canonical, String snapshot, String startedBy);

    /**
     * As above, of a saved plan.
     *
     * @param source how it is named on the command line
     * @param facts canonical text of the facts that it pins
     */
    String startRehearsal(String canonical, String snapshot, String startedBy, String source, String facts);

    /**
     * What the host says of the world that this plan meets.
     *
     * @param judged whether also sizes, sessions and room are asked for
     */
    FactsReport facts(String canonical, boolean judged);

    /**
     * @param rehearse the command that rehearses this very plan
     * @throws io.belay.engine.problem.EngineFailure when the plan cannot be applied, or not yet
     */
    void requireApplicable(String canonical, String rehearse);

    /**
     * @param source how the plan is named on the command line, file and inputs
     * @param facts canonical text of the facts that a saved plan pins; empty for a plan that was not saved
     * @return the run's id
     */
    String startUpgrade(String canonical, String startedBy, String source, String facts);

    /** Carried out once, however often the same request is sent. */
    RunStatus decide(String run, Choice choice, Deciding who);

    /** What that decision would set going; nothing is decided. */
    Preview preview(String run, Choice choice, Deciding who);

    /** @return whether an engine has taken it; otherwise it is kept until one answers */
    boolean abort(String run, Deciding who);

    /** Behind a run that has ended as promoted. @return the id of the run that does it */
    String startRetirement(String run, String startedBy);

    Optional<ObservedRun> run(String id);

    /** @param cluster all of them when empty */
    List<ObservedRun> runs(String cluster, int limit);

    List<SnapshotReport> snapshots(String cluster);

    SnapshotReport takeSnapshot(String cluster, String takenBy);

    Optional<LedgerBrief> ledger(String cluster);

    CloneReport createClone(String cluster, String snapshot, String name, String owner);

    List<CloneReport> clones(String cluster);

    CloneReport dropClone(String cluster, String name);

    /** @param keep newest snapshots that stay; 0 for the plan's own policy */
    GuardReport guard(String canonical, int keep);

    /** @return whether there was one */
    boolean unguard(String cluster);

    List<GuardReport> guards();

    /** Under which run's id hosts keep the evidence of this one. */
    String evidenceOf(String run);

    /** A piece of a file in the run's evidence, see {@link io.belay.engine.activity.HostDesk#read}. */
    TextPiece read(String cluster, String run, String file, long offset, int length);

    /** @param cluster of a run whose history is gone, else empty */
    EvidenceVerdict verifyEvidence(String run, String cluster);

    /** What the cluster's ledger would be by what rehearsals left; changes nothing. */
    LedgerDraft draftLedger(String cluster);

    void replaceLedger(LedgerDraft draft);

    /** What the host's worker says of itself. */
    Announcement announce(String host);

    /** Whether it is certain that no engine polls for work. */
    boolean engineIsGone();

    @Override
    void close();
}
