package io.belay.cli;

import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.HostDesk.TextPiece;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.client.Connection;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.EvidenceVerdict;
import io.belay.engine.client.LedgerDraft;
import io.belay.engine.client.LedgerReading;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.belay.engine.schedule.GuardReport;
import java.util.List;
import java.util.Optional;

/** The engine as it is reached through Temporal: the client, call by call. */
final class TemporalDesk implements EngineDesk {

    private final EngineClient client;

    private TemporalDesk(EngineClient client) {
        this.client = client;
    }

    static TemporalDesk open(TemporalAddress address) {
        return new TemporalDesk(connect(address));
    }

    static EngineClient connect(TemporalAddress address) {
        return EngineClient.connect(new Connection(address.target(), address.namespace(), Optional.empty()));
    }

    @Override
    public String startRehearsal(String canonical, String snapshot, String startedBy) {
        return client.startRehearsal(canonical, snapshot, startedBy);
    }

    @Override
    public String startRehearsal(String canonical, String snapshot, String startedBy, String source, String facts) {
        return client.startRehearsal(canonical, snapshot, startedBy, source, facts);
    }

    @Override
    public FactsReport facts(String canonical, boolean judged) {
        return client.facts(canonical, judged);
    }

    @Override
    public void requireApplicable(String canonical, String rehearse) {
        client.requireApplicable(canonical, rehearse);
    }

    @Override
    public String startUpgrade(String canonical, String startedBy, String source, String facts) {
        return client.startUpgrade(canonical, startedBy, source, facts);
    }

    @Override
    public RunStatus decide(String run, Choice choice, Deciding who) {
        return client.decide(run, choice, who);
    }

    @Override
    public Preview preview(String run, Choice choice, Deciding who) {
        return client.preview(run, choice, who);
    }

    @Override
    public boolean abort(String run, Deciding who) {
        return client.abort(run, who);
    }

    @Override
    public String startRetirement(String run, String startedBy) {
        return client.startRetirement(run, startedBy);
    }

    @Override
    public Optional<ObservedRun> run(String id) {
        return client.run(id);
    }

    @Override
    public List<ObservedRun> runs(String cluster, int limit) {
        return client.runs(cluster, limit);
    }

    @Override
    public List<SnapshotReport> snapshots(String cluster) {
        return client.snapshots(cluster);
    }

    @Override
    public SnapshotReport takeSnapshot(String cluster, String takenBy) {
        return client.takeSnapshot(cluster, takenBy);
    }

    @Override
    public Optional<LedgerBrief> ledger(String cluster) {
        return client.ledger(cluster).map(LedgerReading::brief);
    }

    @Override
    public CloneReport createClone(String cluster, String snapshot, String name, String owner) {
        return client.createClone(cluster, snapshot, name, owner);
    }

    @Override
    public List<CloneReport> clones(String cluster) {
        return client.clones(cluster);
    }

    @Override
    public CloneReport dropClone(String cluster, String name) {
        return client.dropClone(cluster, name);
    }

    @Override
    public GuardReport guard(String canonical, int keep) {
        return client.guard(canonical, keep);
    }

    @Override
    public boolean unguard(String cluster) {
        return client.unguard(cluster);
    }

    @Override
    public List<GuardReport> guards() {
        return client.guards();
    }

    @Override
    public String evidenceOf(String run) {
        return client.evidenceOf(run);
    }

    @Override
    public TextPiece read(String cluster, String run, String file, long offset, int length) {
        return client.read(cluster, run, file, offset, length);
    }

    @Override
    public EvidenceVerdict verifyEvidence(String run, String cluster) {
        return client.verifyEvidence(run, cluster);
    }

    @Override
    public LedgerDraft draftLedger(String cluster) {
        return client.draftLedger(cluster);
    }

    @Override
    public void replaceLedger(LedgerDraft draft) {
        client.replaceLedger(draft);
    }

    @Override
    public Announcement announce(String host) {
        return client.announce(host);
    }

    @Override
    public boolean engineIsGone() {
        return client.engineIsGone();
    }

    @Override
    public void close() {
        client.close();
    }
}
