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
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.belay.engine.schedule.GuardReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An engine without Temporal: tests put in what there is, and the states that a run goes through, one per look. */
final class FakeDesk implements EngineDesk {

    final List<Deciding> decisions = new ArrayList<>();

    /** Small, so that tests see more than one piece. */
    private static final int PIECE = 40;

    private final Map<String, RunStatus> taken = new LinkedHashMap<>();

    final List<ObservedRun> runs = new ArrayList<>();
    final List<SnapshotReport> snapshots = new ArrayList<>();
    final List<CloneReport> clones = new ArrayList<>();
    final Map<String, String> evidenceOf = new LinkedHashMap<>();
    final Map<String, EvidenceVerdict> verdicts = new LinkedHashMap<>();
    final Map<String, LedgerDraft> drafts = new LinkedHashMap<>();
    final List<GuardReport> guards = new ArrayList<>();
    final Map<String, LedgerBrief> ledgers = new LinkedHashMap<>();
    final Map<String, String> files = new LinkedHashMap<>();
    final Map<String, Announcement> hosts = new LinkedHashMap<>();
    final Deque<ObservedRun> future = new ArrayDeque<>();
    final List<String> calls = new ArrayList<>();
    boolean engine = true;
    Optional<FactsReport> facts = Optional.empty();
    Optional<EngineFailure> objection = Optional.empty();
    Optional<Preview> preview = Optional.empty();
    final List<Choice> choices = new ArrayList<>();
    final List<Choice> previews = new ArrayList<>();
    int silentLooks;

    /** Time passes: the run reaches its next state. */
    void tick() {
        if (silentLooks > 0) {
            silentLooks--;
        } else if (!future.isEmpty()) {
            ObservedRun next = future.poll();
            runs.removeIf(run -> id(run).equals(id(next)));
            runs.add(next);
        }
    }

    @Override
    public String startRehearsal(String canonical, String snapshot, String startedBy) {
        calls.add("rehearse on '" + snapshot + "' by " + startedBy);
        tick();
        return id(runs.get(runs.size() - 1));
    }

    @Override
    public String startRehearsal(String canonical, String snapshot, String startedBy, String source, String saved) {
        calls.add("rehearse " + source + " on '" + snapshot + "' by " + startedBy + " for facts " + saved);
        tick();
        return id(runs.get(runs.size() - 1));
    }

    @Override
    public FactsReport facts(String canonical, boolean judged) {
        return facts.orElseThrow(() -> new EngineFailure(
                EngineErrors.NO_WORKER,
                "no worker of host `db1` answers; nothing was changed",
                "start `belay worker`"));
    }

    @Override
    public void requireApplicable(String canonical, String rehearse) {
        objection.ifPresent(failure -> {
            throw failure;
        });
        calls.add("rehearsed? else " + rehearse);
    }

    @Override
    public String startUpgrade(String canonical, String startedBy, String source, String saved) {
        calls.add("apply " + source + " by " + startedBy + (saved.isEmpty() ? "" : " for facts " + saved));
        tick();
        return id(runs.get(runs.size() - 1));
    }

    @Override
    public RunStatus decide(String run, Choice choice, Deciding who) {
        RunStatus before = taken.get(who.requestId());
        if (before != null) {
            return before;
        }
        choices.add(choice);
        RunStatus now = decided(call(run, choice) + " by " + words(who), run);
        taken.put(who.requestId(), now);
        return now;
    }

    private static String call(String run, Choice choice) {
        String bound = choice.planHash() + (choice.factsHash().isEmpty() ? "" : " and facts " + choice.factsHash());
        return switch (choice.kind()) {
            case APPROVE -> "approve " + choice.step() + " of " + run + " for " + bound;
            case REJECT -> "reject " + choice.step() + " of " + run;
            case ROLLBACK -> "rollback " + run + " to '" + choice.step() + "'";
            case SKIP -> "skip " + run + " '" + choice.step() + "'";
            case EXTEND -> "extend " + run + " '" + choice.step() + "' by " + choice.time() + ",";
            case RETRY, PAUSE, RESUME, ABORT, STOP, RETIRE -> choice.kind().word() + " " + run;
        };
    }

    @Override
    public Preview preview(String run, Choice choice, Deciding who) {
        previews.add(choice);
        return preview.orElseThrow();
    }

    @Override
    public boolean abort(String run, Deciding who) {
        decided("abort " + run + " by " + words(who), run);
        return engine;
    }

    @Override
    public String startRetirement(String run, String startedBy) {
        calls.add("retirement behind " + run + " by " + startedBy);
        return "r-9c1d";
    }

    /** The decision brings the run to its next state, or meets an objection. */
    private String words(Deciding who) {
        decisions.add(who);
        return who.operator() + ": " + who.reason();
    }

    private RunStatus decided(String call, String run) {
        objection.ifPresent(failure -> {
            throw failure;
        });
        calls.add(call);
        tick();
        return run(run).orElseThrow().status();
    }

    @Override
    public Optional<ObservedRun> run(String id) {
        if (silentLooks > 0) {
            throw new EngineFailure(
                    EngineErrors.TEMPORAL_UNREACHABLE, "Temporal is silent", "start it with `belay dev`");
        }
        return runs.stream().filter(run -> id(run).equals(id)).findFirst();
    }

    @Override
    public List<ObservedRun> runs(String cluster, int limit) {
        return runs.stream()
                .filter(run -> cluster.isEmpty() || run.status().cluster().equals(cluster))
                .limit(limit)
                .toList();
    }

    @Override
    public List<SnapshotReport> snapshots(String cluster) {
        return snapshots;
    }

    @Override
    public SnapshotReport takeSnapshot(String cluster, String takenBy) {
        calls.add("snapshot of " + cluster + " by " + takenBy);
        return snapshots.get(snapshots.size() - 1);
    }

    @Override
    public Optional<LedgerBrief> ledger(String cluster) {
        return Optional.ofNullable(ledgers.get(cluster));
    }

    @Override
    public CloneReport createClone(String cluster, String snapshot, String name, String owner) {
        calls.add("clone " + name + " of " + cluster + " on '" + snapshot + "' by " + owner);
        return clones.get(0);
    }

    @Override
    public List<CloneReport> clones(String cluster) {
        return clones;
    }

    @Override
    public CloneReport dropClone(String cluster, String name) {
        calls.add("drop " + name + " of " + cluster);
        return clones.get(0);
    }

    @Override
    public GuardReport guard(String canonical, int keep) {
        calls.add("guard keep " + keep);
        return guards.get(0);
    }

    @Override
    public boolean unguard(String cluster) {
        return guards.removeIf(guard -> guard.cluster().equals(cluster));
    }

    @Override
    public List<GuardReport> guards() {
        return guards;
    }

    @Override
    public String evidenceOf(String run) {
        return evidenceOf.getOrDefault(run, run);
    }

    @Override
    public TextPiece read(String cluster, String run, String file, long offset, int length) {
        if (file.isEmpty()) {
            return new TextPiece(String.join("\n", files.keySet()), 0, true);
        }
        byte[] bytes = files.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
        int end = (int) Math.min(bytes.length, offset + PIECE);
        String text = new String(bytes, (int) offset, end - (int) offset, StandardCharsets.UTF_8);
        return new TextPiece(text, end, end == bytes.length);
    }

    @Override
    public EvidenceVerdict verifyEvidence(String run, String cluster) {
        calls.add("verify evidence of " + run + " of '" + cluster + "'");
        return Objects.requireNonNull(verdicts.get(run));
    }

    @Override
    public LedgerDraft draftLedger(String cluster) {
        return Objects.requireNonNull(drafts.get(cluster));
    }

    @Override
    public void replaceLedger(LedgerDraft draft) {
        calls.add("replace ledger of " + draft.rebuilt().cluster());
    }

    @Override
    public Announcement announce(String host) {
        return Optional.ofNullable(hosts.get(host))
                .orElseThrow(() -> new EngineFailure(
                        EngineErrors.NO_WORKER,
                        "no worker of host `" + host + "` answers; nothing was changed",
                        "start `belay worker` on `" + host + "`"));
    }

    @Override
    public boolean engineIsGone() {
        return !engine;
    }

    private static String id(ObservedRun run) {
        return run.status().run();
    }

    @Override
    public void close() {}
}
