package io.belay.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.RunStatus;
import io.belay.web.live.Known;
import java.util.List;
import java.util.Locale;

/** The page's knowledge for programs; each document says when it was read, and whether that is the newest. Stateless. */
final class Documents {

    static final String FORMAT_VERSION = "1.0";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Documents() {}

    static String runs(Known<List<ObservedRun>> known) {
        ObjectNode document = document("runs", known);
        ArrayNode array = document.putArray("runs");
        known.value().ifPresent(runs -> runs.forEach(run -> fill(array.addObject(), run)));
        return text(document);
    }

    static String run(Known<ObservedRun> known) {
        ObjectNode document = document("run", known);
        known.value().ifPresent(run -> fill(document, run));
        return text(document);
    }

    static String ledger(String cluster, Known<LedgerBrief> known) {
        ObjectNode document = document("ledger", known).put("cluster", cluster);
        ArrayNode array = document.putArray("steps");
        known.value().ifPresent(ledger -> {
            document.put("updated", ledger.updated());
            document.put("steps_left_out", ledger.leftOut());
            fill(array, ledger);
        });
        return text(document);
    }

    static String snapshots(String cluster, Known<List<SnapshotReport>> known) {
        ObjectNode document = document("snapshots", known).put("cluster", cluster);
        ArrayNode array = document.putArray("snapshots");
        known.value().ifPresent(list -> list.forEach(snapshot -> fill(array.addObject(), snapshot)));
        return text(document);
    }

    static String error(String what) {
        return text(MAPPER.createObjectNode()
                .put("format_version", FORMAT_VERSION)
                .put("kind", "error")
                .put("what", what));
    }

    private static ObjectNode document(String kind, Known<?> known) {
        return MAPPER.createObjectNode()
                .put("format_version", FORMAT_VERSION)
                .put("kind", kind)
                .put("read_at", known.at().toString())
                .put("stale", known.isStale())
                .put("stale_because", known.failure());
    }

    private static void fill(ObjectNode object, ObservedRun run) {
        RunStatus status = run.status();
        object.put("id", status.run());
        object.put("rehearsal", status.rehearsal());
        object.put("cluster", status.cluster());
        object.put("plan", status.plan());
        object.put("plan_hash", run.planHash().isEmpty() ? status.hash() : run.planHash());
        object.put("snapshot", status.snapshot());
        object.put("phase", status.phase().toLowerCase(Locale.ROOT));
        object.put("ended", !run.isOpen());
        object.put("started_at", run.startedAt().toString());
        object.put("ended_at", run.endedAt().map(Object::toString).orElse(null));
        object.put("as_of", run.asOf().toString());
        object.put("notice", run.notice());
        object.put("waits_for", status.waitsFor());
        object.put("needs_person", run.isOpen() && status.needsPerson());
        object.put("safe", status.safe());
        object.put("next", status.next());
        if (!status.promotion().isNone()) {
            object.putObject("promotion")
                    .put("at", status.promotion().at())
                    .put("held_milliseconds", status.promotion().held());
        }
        if (!status.problem().isNone()) {
            object.putObject("problem")
                    .put("step", status.problem().step())
                    .put("code", status.problem().code())
                    .put("fault", status.problem().fault())
                    .put("summary", status.problem().summary())
                    .put("object", status.problem().object())
                    .put("remedy", status.problem().remedy());
        }
        ArrayNode steps = object.putArray("steps");
        status.steps().forEach(step -> fill(steps.addObject(), step, run));
        ArrayNode tail = object.putArray("log_tail");
        run.logTail().forEach(tail::add);
    }

    private static void fill(ObjectNode object, RunStatus.StepLine step, ObservedRun run) {
        object.put("id", step.id());
        object.put("state", step.status().toLowerCase(Locale.ROOT));
        object.put("launches", step.attempts());
        object.put("milliseconds", step.milliseconds());
        object.put("since", step.since());
        object.put("note", step.note());
        run.details().stream().filter(detail -> detail.id().equals(step.id())).forEach(detail -> {
            object.put("kind", detail.kind());
            object.put("launches_allowed", detail.allowedLaunches());
            ArrayNode findings = object.putArray("findings");
            detail.result()
                    .ifPresent(result -> result.findings().forEach(finding -> fill(findings.addObject(), finding)));
        });
    }

    private static void fill(ObjectNode object, FindingReport finding) {
        object.put("code", finding.code());
        object.put("severity", finding.severity());
        object.put("object", finding.object());
        object.put("statement", finding.statement());
        object.put("remedy", finding.remedy());
        object.put("undo", finding.undo());
    }

    private static void fill(ArrayNode array, LedgerBrief ledger) {
        for (FailingSince step : ledger.failing()) {
            array.addObject()
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
            array.addObject()
                    .put("step", step.step())
                    .put("plan", step.plan())
                    .put("outcome", "passed")
                    .put("last_passed", step.lastPassed())
                    .put("well_since", step.since())
                    .put("milliseconds", step.milliseconds());
        }
    }

    private static void fill(ObjectNode object, SnapshotReport snapshot) {
        object.put("id", snapshot.id());
        object.put("taken_at", snapshot.takenAt());
        object.put("state", snapshot.state());
        object.put("consistency", snapshot.consistency());
        object.put("storage_milliseconds", snapshot.storageMilliseconds());
        object.put("pinned", snapshot.pinned());
        ArrayNode users = object.putArray("used_by");
        snapshot.usedBy().forEach(users::add);
    }

    private static String text(ObjectNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }
}
