package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import java.util.List;
import java.util.Locale;

/** A run, and what belongs to it, for programs. Stateless. */
final class RunJson {

    private RunJson() {}

    static ObjectNode run(RunView run) {
        ObjectNode document = Json.document("run");
        fill(document, run);
        return document;
    }

    static ObjectNode runs(List<RunView> runs) {
        ObjectNode document = Json.document("runs");
        ArrayNode array = document.putArray("runs");
        runs.forEach(run -> fill(array.addObject(), run));
        return document;
    }

    private static void fill(ObjectNode object, RunView run) {
        ObservedRun observed = run.observed();
        RunStatus status = run.status();
        object.put("id", run.id());
        object.put("rehearsal", run.isRehearsal());
        object.put("cluster", status.cluster());
        object.put("plan", status.plan());
        object.put("plan_hash", observed.planHash().isEmpty() ? status.hash() : observed.planHash());
        object.put("snapshot", status.snapshot());
        object.put("phase", status.phase().toLowerCase(Locale.ROOT));
        object.put("ended", run.isEnded());
        object.put("needs_person", run.needsPerson());
        object.put("started_at", observed.startedAt().toString());
        object.put("ended_at", observed.endedAt().map(Object::toString).orElse(null));
        object.put("as_of", observed.asOf().toString());
        object.put("notice", observed.notice());
        object.put("waits_for", status.waitsFor());
        object.put("safe", status.safe());
        object.put("next", status.next());
        if (run.isPromoted()) {
            object.putObject("promotion")
                    .put("at", status.promotion().at())
                    .put("held_milliseconds", status.promotion().held());
        }
        if (!run.problem().isNone()) {
            object.putObject("problem")
                    .put("step", run.problem().step())
                    .put("code", run.problem().code())
                    .put("fault", run.problem().fault())
                    .put("summary", run.problem().summary())
                    .put("object", run.problem().object())
                    .put("remedy", run.problem().remedy());
        }
        ArrayNode steps = object.putArray("steps");
        run.steps().forEach(step -> fill(steps.addObject(), step));
        ArrayNode tail = object.putArray("log_tail");
        observed.logTail().forEach(tail::add);
    }

    private static void fill(ObjectNode object, RunView.Step step) {
        object.put("id", step.id());
        object.put("kind", step.kind());
        object.put("state", step.status().name().toLowerCase(Locale.ROOT));
        object.put("launches", step.launches());
        object.put("launches_allowed", step.allowed());
        object.put("milliseconds", step.milliseconds());
        object.put("since", step.since().map(Object::toString).orElse(null));
        object.put("said", step.said());
        ArrayNode findings = object.putArray("findings");
        step.findings().forEach(finding -> fill(findings.addObject(), finding));
    }

    private static void fill(ObjectNode object, FindingReport finding) {
        object.put("code", finding.code());
        object.put("severity", finding.severity());
        object.put("object", finding.object());
        object.put("statement", finding.statement());
        object.put("remedy", finding.remedy());
        object.put("undo", finding.undo());
    }
}
