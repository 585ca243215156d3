package io.belay.engine.workflow;

import io.belay.engine.activity.CandidateStore;
import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.Snapshots;
import io.belay.engine.activity.SnapshotsToKeep;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.Unknown;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A host that does nothing and remembers what it was asked; what is not scripted succeeds. Thread-safe. */
public final class FakeHost implements HostSteps, CandidateStore, HostDesk, Snapshots {

    /** Steps of the minimal plan that a host is asked about in a rehearsal. */
    private static final int PROBES = 7;

    private static final Map<String, String> OPEN =
            Map.of("way_back", "open", "way_back_lag_bytes", "4096", "way_back_lag_milliseconds", "12");

    private final Map<String, List<StepResult>> script = new HashMap<>();
    private final List<String> deeds = new ArrayList<>();
    private final Map<String, String> runs = new HashMap<>();
    private final Map<String, String> fields = new HashMap<>();
    private final List<SnapshotReport> snapshots = new ArrayList<>();
    private Announcement announcement = new Announcement(
            "db1",
            Queues.PROTOCOL,
            "test",
            List.of(
                    "preflight",
                    "snapshot",
                    "clone",
                    "pg_upgrade",
                    "extensions",
                    "analyze",
                    "verify",
                    "publish",
                    "follow",
                    "warm_up",
                    "promote",
                    "retire"),
            Map.of("orders", List.of("snapshot", "rehearse", "promote_offline", "promote_online", "retire")),
            Map.of("17", "17.11"),
            List.of(),
            Map.of("orders", 13));
    private final CountDownLatch probed = new CountDownLatch(PROBES);
    private boolean together;
    private String hanging = "";
    private List<String> thinned = List.of();
    private List<String> proving = List.of();
    private List<String> prepared = List.of();
    private final List<String> carriers = new ArrayList<>();
    private String forgetting = "";
    private String full = "";
    private int live = 13;
    private int looks;
    private final FakeEvidence evidence = new FakeEvidence();
    private Optional<String> moved = Optional.empty();
    private String world = "{\"allow\":[\"rehearse\"],\"postgres\":{\"17\":{\"version\":\"17.11\"}}}";

    public synchronized FakeHost when(String verb, String step, StepResult... answers) {
        script.put(verb + " " + step, new ArrayList<>(List.of(answers)));
        return this;
    }

    public synchronized FakeHost announcing(Announcement other) {
        announcement = other;
        return this;
    }

    /** As behind a promotion. */
    public synchronized FakeHost live(int major) {
        live = major;
        return announcing(Map.of("orders", major), announcement.remembersPlans());
    }

    private synchronized FakeHost announcing(Map<String, Integer> majors, boolean remembersPlans) {
        return announcing(new Announcement(
                announcement.host(),
                announcement.protocol(),
                announcement.belayVersion(),
                announcement.kinds(),
                announcement.clusters(),
                announcement.versions(),
                announcement.notIsolated(),
                majors,
                remembersPlans));
    }

    /** {@code run} of this step, {@code verify} of a {@code proof of STEP}, heartbeats until it is cancelled or let go. */
    public synchronized FakeHost hanging(String step) {
        hanging = step;
        return this;
    }

    /** Plans may be named by their hash, but for this verb of this step, at which the worker began anew. */
    public synchronized FakeHost rememberingPlansUntil(String deed) {
        forgetting = deed;
        return announcing(announcement.live(), true);
    }

    /** Verb and step of the requests that carried the plan. */
    public synchronized List<String> carriers() {
        return List.copyOf(carriers);
    }

    /** These steps have nothing to prepare. */
    public synchronized FakeHost alwaysPrepared(String... steps) {
        prepared = List.of(steps);
        return this;
    }

    /** A success of {@code run} of these steps is its own proof. */
    public synchronized FakeHost proving(String... steps) {
        proving = List.of(steps);
        return this;
    }

    /** Each answer carries the head of a chain. */
    public FakeHost keepingEvidence() {
        evidence.keep();
        return this;
    }

    public FakeEvidence evidence() {
        return evidence;
    }

    /** The store is too full for one more snapshot. */
    public synchronized FakeHost full(String why) {
        full = why;
        return this;
    }

    /** Room is short, and this is what was let go for it. */
    public synchronized FakeHost thinning(String... lines) {
        thinned = List.of(lines);
        return this;
    }

    /** No probe is answered before all of them were asked. */
    public synchronized FakeHost answeringProbesTogether() {
        together = true;
        return this;
    }

    public synchronized List<String> deeds() {
        return List.copyOf(deeds);
    }

    /** With which fields of its own the step of this name was asked for last. */
    public synchronized String fieldsOf(String step) {
        return fields.getOrDefault(step, "");
    }

    /** As which run the step of this name was asked for last. */
    public synchronized String runOf(String step) {
        return runs.getOrDefault(step, "");
    }

    private synchronized StepResult answer(String verb, StepRequest request) {
        String deed = verb + " " + request.stepId();
        if (!request.plan().isEmpty()) {
            carriers.add(deed);
        } else if (deed.equals(forgetting)) {
            throw ApplicationFailure.newFailure("no such plan at hand", Refusal.PLAN_WANTED);
        }
        runs.put(request.stepId(), request.run().runId());
        fields.put(request.stepId(), request.with());
        deeds.add(verb + " " + request.stepId() + (request.epoch() > 1 ? " epoch " + request.epoch() : ""));
        List<StepResult> answers = script.getOrDefault(verb + " " + request.stepId(), List.of());
        return evidence.answered(
                request, answers.isEmpty() ? StepResult.succeeded("done", facts(verb, request)) : answers.remove(0));
    }

    /** A hold that goes well crosses. */
    private static Map<String, String> facts(String verb, StepRequest request) {
        if (verb.equals("look")) {
            return OPEN;
        }
        boolean crosses =
                verb.startsWith("swap") || (verb.equals("run") && request.kind().equals("promote"));
        if (!crosses) {
            return Map.of();
        }
        Map<String, String> facts = new HashMap<>(Map.of("crossing", "commit", "hold_milliseconds", "4100"));
        if (request.with().contains("way_back")) {
            facts.putAll(OPEN);
        }
        return facts;
    }

    @Override
    public StepResult probe(StepRequest request) {
        StepResult told = answer("probe", request);
        StepResult answer = isIn(prepared, request.stepId(), told) ? told.asConclusive() : told;
        probed.countDown();
        return !areProbesAnsweredTogether() || isEachProbeAsked() ? answer : StepResult.unclear("asked alone");
    }

    private synchronized boolean areProbesAnsweredTogether() {
        return together;
    }

    private boolean isEachProbeAsked() {
        try {
            return probed.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public StepResult prepare(StepRequest request) {
        return answer("prepare", request);
    }

    @Override
    public StepResult run(StepRequest request) {
        StepResult told = answer("run", request);
        StepResult answer = isIn(proving, request.stepId(), told) ? told.asConclusive() : told;
        while (isHanging(request.stepId())) {
            Activity.getExecutionContext().heartbeat(Map.of("tail", List.of("restoring schemas", "table 7 of 9")));
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return answer;
    }

    private static boolean isIn(List<String> conclusive, String step, StepResult told) {
        return told.outcome() == StepResult.Outcome.SUCCEEDED && conclusive.contains(step);
    }

    private synchronized boolean isHanging(String step) {
        return hanging.equals(step);
    }

    @Override
    public StepResult verify(StepRequest request) {
        StepResult answer = answer("verify", request);
        while (isHanging("proof of " + request.stepId())) {
            Activity.getExecutionContext().heartbeat(Map.of("tail", List.of("file 7 of 9")));
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return answer;
    }

    @Override
    public StepResult undo(StepRequest request) {
        return answer("undo", request);
    }

    @Override
    public StepResult inspect(StepRequest request) {
        return answer("inspect", request);
    }

    @Override
    public StepResult swap(StepRequest request) {
        return answer("swap to " + request.sides().orElseThrow().to(), request);
    }

    @Override
    public StepResult look(StepRequest request) {
        return answer("look", request);
    }

    @Override
    public synchronized long takeWaypoint(RunReference run, String waypoint) {
        deeds.add("waypoint " + waypoint);
        world = moved.orElse(world);
        return 3;
    }

    @Override
    public synchronized StepResult restore(RunReference run, String waypoint) {
        deeds.add("restore " + waypoint);
        return StepResult.succeeded("restored", Map.of());
    }

    @Override
    public synchronized StepResult drop(RunReference run) {
        deeds.add("drop");
        return StepResult.succeeded("dropped", Map.of());
    }

    @Override
    public synchronized Announcement announce() {
        return announcement;
    }

    @Override
    public synchronized StepResult agree(String plan) {
        List<StepResult> answers = script.getOrDefault("agree ", List.of());
        return answers.isEmpty() ? StepResult.succeeded("agreed", Map.of()) : answers.remove(0);
    }

    @Override
    public synchronized StepResult admit(Deed deed) {
        return deed.person().equals("mallory")
                ? StepResult.failed(
                        new ErrorCode(3062, Fault.REQUEST),
                        "`mallory` may not `" + deed.action() + "`, that is for `change-board`",
                        "ask carol",
                        Map.of())
                : StepResult.succeeded("may", Map.of());
    }

    /** Facts are what they are from now on. */
    public synchronized FakeHost world(String pinned) {
        world = pinned;
        return this;
    }

    /** The world is another one once a first waypoint is taken. */
    public synchronized FakeHost movingAtWaypoint(String pinned) {
        moved = Optional.of(pinned);
        return this;
    }

    /** How often the facts were asked for: no deed, because it changes nothing. */
    public synchronized int looks() {
        return looks;
    }

    @Override
    public synchronized FactsReport facts(FactsQuestion question) {
        looks++;
        if (!question.plan().isEmpty()) {
            carriers.add("facts");
        } else if (forgetting.equals("facts")) {
            forgetting = "";
            throw ApplicationFailure.newFailure("no such plan at hand", Refusal.PLAN_WANTED);
        }
        FactsReport report = new FactsReport(
                world,
                question.judged() ? "{\"bytes\":7}" : "{}",
                List.of("clients come only through the poolers"),
                List.of(new Unknown("how long it takes", "rehearse it")),
                "test");
        return PinnedFacts.read(world).hash().equals(question.known()) ? report.withoutPinned() : report;
    }

    @Override
    public TextPiece read(String cluster, String runId, String file, long offset, int length) {
        return new TextPiece("log of " + runId, 10, true);
    }

    @Override
    public synchronized SnapshotReport take(String cluster, String requestId, String takenBy) {
        if (!cluster.equals("db1/orders")) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "host `db1` serves no cluster `" + cluster + "`", Refusal.NOT_ALLOWED, "BLY-3001");
        }
        String id = "20261121t1" + snapshots.size() + "0000-0000";
        SnapshotReport taken = new SnapshotReport(
                id,
                cluster,
                "2026-11-21T10:00:00Z",
                takenBy,
                "atomic",
                live,
                "7",
                "0/16B3D80",
                3,
                40,
                "ready",
                List.of(),
                "");
        snapshots.add(taken);
        deeds.add("snapshot " + id);
        return taken;
    }

    @Override
    public synchronized PruneReport prune(String cluster, int keep) {
        deeds.add("prune " + keep);
        return new PruneReport(List.of(), List.of(), List.of());
    }

    @Override
    public synchronized PruneReport thin(String cluster, SnapshotsToKeep keep) {
        deeds.add("keep " + keep.words());
        return new PruneReport(thinned.isEmpty() ? List.of() : List.of("s0"), List.of(), thinned);
    }

    @Override
    public synchronized String shortage(String cluster, SnapshotsToKeep keep) {
        return full;
    }

    @Override
    public synchronized List<SnapshotReport> list(String cluster) {
        return List.copyOf(snapshots);
    }
}
