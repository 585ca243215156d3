package io.belay.engine.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun.StepDetail;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.RunStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs and ledgers for programs: the one form in which command line and page write them. What is here stays; fields may be added.
 * Stateless.
 */
public final class RunDocument {

    private RunDocument() {}

    public static void fill(ObjectNode object, ObservedRun run) {
        RunStatus status = run.status();
        object.put("id", status.run());
        object.put("rehearsal", status.rehearsal());
        if (status.rehearsal()) {
            object.put("depth", status.isQuick() ? "quick" : "full");
        }
        object.put("cluster", status.cluster());
        object.put("plan", status.plan());
        object.put("plan_hash", run.planHash().isEmpty() ? status.hash() : run.planHash());
        if (!status.facts().isEmpty()) {
            object.put("facts_hash", status.facts());
        }
        object.put("snapshot", status.snapshot());
        object.put("revision", status.revision());
        object.put("phase", lower(status.phase()));
        object.put("ended", run.isEnded());
        object.put("needs_person", run.needsPerson());
        object.put("started_at", run.startedAt().toString());
        object.put("ended_at", run.endedAt().map(Object::toString).orElse(null));
        object.put("as_of", run.asOf().toString());
        object.put("notice", run.notice());
        object.put("waits_for", status.waitsFor());
        object.put("safe", status.safe());
        object.put("next", status.next());
        if (!status.promotion().isNone()) {
            fill(object.putObject("promotion"), status.promotion());
        }
        if (!status.problem().isNone()) {
            fill(object.putObject("problem"), status.problem());
        }
        ArrayNode steps = object.putArray("steps");
        status.steps().forEach(step -> fill(steps.addObject(), step, run));
        ArrayNode tail = object.putArray("log_tail");
        run.logTail().forEach(tail::add);
    }

    /** Failing steps first. */
    public static void fill(ArrayNode steps, LedgerBrief ledger) {
        for (FailingSince step : ledger.failing()) {
            steps.addObject()
                    .put("step", step.step())
                    .put("plan", step.plan())
                    .put("outcome", "failed")
                    .put("last_passed", step.lastPassed())
                    .put("failing_since", step.firstFailed())
                    .put("code", step.code())
                    .put("error", step.error())
                    .put("object", step.object());
        }
        for (LedgerBrief.Well step : ledger.steps()) {
            steps.addObject()
                    .put("step", step.step())
                    .put("plan", step.plan())
                    .put("outcome", "passed")
                    .put("last_passed", step.lastPassed())
                    .put("well_since", step.since())
                    .put("milliseconds", step.milliseconds());
        }
    }

    /** Who serves and whether a way leads to the other side is told where the plan promises one. */
    private static void fill(ObjectNode object, RunStatus.Promotion promotion) {
        object.put("at", promotion.at());
        object.put("held_milliseconds", promotion.held());
        if (!promotion.wayBack().isEmpty()) {
            object.put("live", promotion.live());
            object.put("way_back", promotion.wayBack());
            object.put("way_back_since", promotion.since());
            object.put("way_back_lag", promotion.lag());
            object.put("way_back_why", promotion.why());
        }
    }

    private static void fill(ObjectNode object, RunStatus.Problem problem) {
        object.put("step", problem.step());
        object.put("code", problem.code());
        object.put("fault", problem.fault());
        object.put("summary", problem.summary());
        object.put("object", problem.object());
        object.put("remedy", problem.remedy());
    }

    private static void fill(ObjectNode object, RunStatus.StepLine step, ObservedRun run) {
        Optional<StepDetail> detail = run.detail(step.id());
        object.put("id", step.id());
        object.put("kind", detail.map(StepDetail::kind).orElse(""));
        object.put("state", lower(step.status()));
        object.put("launches", step.attempts());
        object.put("launches_allowed", detail.map(StepDetail::allowedLaunches).orElse(0));
        object.put("milliseconds", step.milliseconds());
        object.put("since", step.since().isEmpty() ? null : step.since());
        object.put("said", run.said(step));
        ArrayNode findings = object.putArray("findings");
        detail.flatMap(StepDetail::result)
                .map(StepResult::findings)
                .orElse(List.of())
                .forEach(finding -> fill(findings.addObject(), finding));
    }

    private static void fill(ObjectNode object, FindingReport finding) {
        object.put("code", finding.code());
        object.put("severity", finding.severity());
        object.put("object", finding.object());
        object.put("statement", finding.statement());
        object.put("remedy", finding.remedy());
        object.put("undo", finding.undo());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
