package io.belay.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.Retry;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;

/** Resolved plans for tests, built as the resolver would. */
public final class Plans {

    private static final OnFailure WAIT = new OnFailure("last_good_step", "wait_for_operator");

    private Plans() {}

    public static ResolvedPlan minimal() {
        return of(
                step("preflight", "nothing", 3),
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                candidate("pg_upgrade", 1, "restore"),
                candidate("extensions", 2, "restore"),
                candidate("analyze", 2, "restore"),
                step("verify", "nothing", 3),
                gate("approve"),
                promote());
    }

    /** With a verification that a quick rehearsal shortens. */
    public static ResolvedPlan comparingRows() {
        return of(
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                candidate("pg_upgrade", 1, "restore"),
                with(
                        step("verify", "nothing", 3),
                        fields().put("schema", "identical").put("rows", "exact")),
                gate("approve"),
                promote());
    }

    /** Up to the end of old live: kept for a week behind the crossing, then let go on an operator's word. */
    public static ResolvedPlan withRetire() {
        return of(
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                candidate("pg_upgrade", 1, "restore"),
                gate("approve"),
                promote(),
                retire("7d", "operator"));
    }

    /** With a step whose effects lie outside the candidate, so that going back has something to undo. */
    public static ResolvedPlan withPublish() {
        return of(
                step("preflight", "nothing", 3),
                publish(),
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                candidate("pg_upgrade", 1, "restore"),
                unfrozen("follow"),
                candidate("analyze", 2, "restore"),
                step("verify", "nothing", 3));
    }

    /** Online, as the resolver makes it: rows flow behind the verification, and back behind the promotion. */
    public static ResolvedPlan online() {
        return online("7d");
    }

    /** @param kept how long the way back stays open, and old live is kept */
    public static ResolvedPlan online(String kept) {
        return of(
                step("preflight", "nothing", 3),
                publish(),
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                candidate("pg_upgrade", 1, "restore"),
                candidate("analyze", 2, "restore"),
                step("verify", "nothing", 3),
                follow(),
                warmUp(),
                gate("approve"),
                promoteOnline(kept),
                retire(kept, "operator"));
    }

    static ResolvedStep follow() {
        return make("follow", RunsOn.HOST, List.of(Touches.CANDIDATE), false, "undo", When.ALWAYS, 3, "none", WAIT);
    }

    static ResolvedStep warmUp() {
        ResolvedStep step =
                make("warm_up", RunsOn.HOST, List.of(Touches.CANDIDATE), false, "nothing", When.APPLY, 2, "30m", WAIT);
        return spare(step, false);
    }

    public static ResolvedStep promoteOnline() {
        return promoteOnline("7d");
    }

    private static ResolvedStep promoteOnline(String wayBack) {
        List<Touches> touches = List.of(Touches.LIVE, Touches.CLIENTS);
        return with(
                make("promote", RunsOn.HOST, touches, false, "way_back", When.APPLY, 1, "budget", WAIT),
                fields().put("mode", "online").put("way_back", wayBack));
    }

    /** A gate for the change board in front of a promotion, and no more. */
    static ResolvedPlan gated(int count, String expires, boolean self) {
        var fields = fields().put("count", count)
                .put("expires", expires)
                .put("self", self)
                .put("asks", "Promote?");
        fields.putArray("by").add("change-board");
        return of(with(gate("approve"), fields), promote());
    }

    public static ResolvedPlan of(ResolvedStep... steps) {
        ObjectNode target = JsonNodeFactory.instance.objectNode().put("version", 17);
        return new ResolvedPlan(
                "belay/v1",
                1,
                "orders-13-to-17",
                "dba-team@example.com",
                "",
                "db1/orders",
                JsonNodeFactory.instance.objectNode(),
                target,
                JsonNodeFactory.instance.objectNode(),
                List.of(steps));
    }

    public static ResolvedStep step(String id, String back, int launches) {
        return make(id, RunsOn.HOST, List.of(), false, back, When.ALWAYS, launches, "1h", WAIT);
    }

    public static ResolvedStep candidate(String id, int launches, String back) {
        return make(id, RunsOn.HOST, List.of(Touches.CANDIDATE), true, back, When.ALWAYS, launches, "1h", WAIT);
    }

    static ResolvedStep unfrozen(String id) {
        return make(id, RunsOn.HOST, List.of(Touches.CANDIDATE), false, "restore", When.APPLY, 2, "none", WAIT);
    }

    static ResolvedStep storage(String id) {
        return make(id, RunsOn.HOST, List.of(Touches.STORAGE), false, "release", When.ALWAYS, 3, "10m", WAIT);
    }

    static ResolvedStep publish() {
        return make("publish", RunsOn.HOST, List.of(Touches.LIVE), false, "undo", When.ALWAYS, 3, "10m", WAIT);
    }

    public static ResolvedStep gate(String id) {
        return make(id, RunsOn.PERSON, List.of(), false, "nothing", When.APPLY, 1, "none", WAIT);
    }

    static ResolvedStep promote() {
        List<Touches> touches = List.of(Touches.LIVE, Touches.CLIENTS);
        return make("promote", RunsOn.HOST, touches, false, "none", When.APPLY, 1, "5m", WAIT);
    }

    /** Saturdays at one in Istanbul or wherever, for four hours; the plan waits a month for it. */
    static ResolvedStep window(String cron, String zone) {
        ResolvedStep step = make("window", RunsOn.ENGINE, List.of(), false, "nothing", When.APPLY, 1, "30d", WAIT);
        return with(
                step,
                fields().put("cron", cron).put("length", "4h").put("zone", zone).put("reserve", "auto"));
    }

    static ResolvedStep failing(ResolvedStep step, OnFailure policy) {
        return new ResolvedStep(
                step.id(),
                step.kind(),
                step.runsOn(),
                step.touches(),
                step.waypoint(),
                step.required(),
                step.back(),
                step.when(),
                step.needs(),
                step.retry(),
                step.timeout(),
                policy,
                step.note(),
                step.with());
    }

    /** With a step that may not take long. */
    public static ResolvedPlan withTimeout(String timeout) {
        return of(
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                make(
                        "pg_upgrade",
                        RunsOn.HOST,
                        List.of(Touches.CANDIDATE),
                        true,
                        "restore",
                        When.ALWAYS,
                        1,
                        timeout,
                        WAIT),
                gate("approve"),
                promote());
    }

    public static ResolvedPlan windowed(String cron, String zone) {
        return of(
                storage("snapshot"),
                candidate("clone", 3, "drop_candidate"),
                gate("approve"),
                window(cron, zone),
                promote(),
                retire("7d", "operator"));
    }

    static ResolvedStep retire(String after, String confirm) {
        List<Touches> touches = List.of(Touches.OLD_LIVE);
        ResolvedStep step = make("retire", RunsOn.HOST, touches, false, "none", When.APPLY, 1, "none", WAIT);
        return with(step, fields().put("after", after).put("confirm", confirm).put("keep_snapshot", "30d"));
    }

    static ObjectNode fields() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ResolvedStep with(ResolvedStep step, ObjectNode fields) {
        return new ResolvedStep(
                step.id(),
                step.kind(),
                step.runsOn(),
                step.touches(),
                step.waypoint(),
                step.required(),
                step.back(),
                step.when(),
                step.needs(),
                step.retry(),
                step.timeout(),
                step.onFailure(),
                step.note(),
                fields);
    }

    /** One that a run may go without, and what it relies on itself; none stands for all before it. */
    static ResolvedStep spare(ResolvedStep step, boolean required, String... needs) {
        return new ResolvedStep(
                step.id(),
                step.kind(),
                step.runsOn(),
                step.touches(),
                step.waypoint(),
                required,
                step.back(),
                step.when(),
                List.of(needs),
                step.retry(),
                step.timeout(),
                step.onFailure(),
                step.note(),
                step.with());
    }

    public static ResolvedStep make(
            String id,
            RunsOn runsOn,
            List<Touches> touches,
            boolean waypoint,
            String back,
            When when,
            int launches,
            String timeout,
            OnFailure onFailure) {
        return new ResolvedStep(
                id,
                id,
                runsOn,
                touches,
                waypoint,
                true,
                new Back(back, "nothing"),
                when,
                List.of(),
                new Retry(launches, "1s"),
                timeout,
                onFailure,
                "",
                JsonNodeFactory.instance.objectNode());
    }
}
