package io.belay.engine.client;

import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.activity.WrittenForm;
import io.belay.engine.client.ObservedRun.StepDetail;
import io.belay.engine.workflow.RunOrder;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's history holds, read without any worker: its plan, and what the host answered per step. */
final class RunHistory {

    private Optional<RunOrder> order = Optional.empty();
    private String refusal = "";
    private final Map<Long, String> stepOfEvent = new HashMap<>();
    private final Map<String, StepResult> results = new HashMap<>();
    private final HistoryAnchors anchors = new HistoryAnchors();

    RunHistory(List<HistoryEvent> events) {
        events.forEach(this::read);
    }

    Optional<RunOrder> order() {
        return order;
    }

    /** Why the engine would not carry the run out at all; empty as a rule. */
    String refusal() {
        return refusal;
    }

    List<StepDetail> details() {
        if (order.isEmpty()) {
            return List.of();
        }
        ResolvedPlan plan;
        try {
            plan = CanonicalForm.read(order.get().plan());
        } catch (IllegalArgumentException byAnotherVersion) {
            return List.of();
        }
        List<StepDetail> details = new ArrayList<>();
        for (ResolvedStep step : plan.steps()) {
            details.add(new StepDetail(
                    step.id(), step.kind(), step.retry().launches(), Optional.ofNullable(results.get(step.id()))));
        }
        return details;
    }

    /** What the history anchors of the host's evidence, and what the run told the ledger. */
    HistoryAnchors anchors() {
        return anchors;
    }

    private void read(HistoryEvent event) {
        anchors.read(event);
        switch (event.getEventType()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
                order = decode(
                        event.getWorkflowExecutionStartedEventAttributes().getInput(), RunOrder.class);
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                refusal = event.getWorkflowExecutionFailedEventAttributes()
                        .getFailure()
                        .getMessage();
            case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                var call = event.getActivityTaskScheduledEventAttributes();
                if (call.getActivityType().getName().startsWith("Step")) {
                    decode(call.getInput(), StepRequest.class)
                            .ifPresent(request -> stepOfEvent.put(event.getEventId(), request.stepId()));
                }
            }
            case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
                var answer = event.getActivityTaskCompletedEventAttributes();
                String step = stepOfEvent.get(answer.getScheduledEventId());
                if (step != null) {
                    decode(answer.getResult(), StepResult.class).ifPresent(result -> keep(step, result));
                }
            }
            default -> {
                // Timers, memos and tasks say nothing about steps.
            }
        }
    }

    /** A plain success after findings were reported (a proof behind a check) does not hide them. */
    private void keep(String step, StepResult result) {
        StepResult known = results.get(step);
        boolean tellsLess = known != null
                && result.outcome() == Outcome.SUCCEEDED
                && result.findings().isEmpty()
                && result.facts().isEmpty();
        boolean nothing = result.outcome() == Outcome.NOT_STARTED;
        boolean overtaken = known != null && known.outcome() != Outcome.SUCCEEDED;
        if (!nothing && (!tellsLess || overtaken)) {
            results.put(step, overtaken || known == null ? result : joined(known, result));
        }
    }

    /** What the work said (how long, how often launched) stays beside what its proof says; the newer one wins. */
    private static StepResult joined(StepResult known, StepResult result) {
        if (result.outcome() != Outcome.SUCCEEDED) {
            return result;
        }
        Map<String, String> facts = new HashMap<>(known.facts());
        facts.putAll(result.facts());
        return new StepResult(
                result.outcome(),
                result.code(),
                result.fault(),
                result.summary(),
                result.remedy(),
                result.findings().isEmpty() ? known.findings() : result.findings(),
                facts,
                result.evidence().isEmpty() ? known.evidence() : result.evidence(),
                result.head(),
                result.conclusive());
    }

    static <T> Optional<T> decode(Payloads payloads, Class<T> type) {
        if (payloads.getPayloadsCount() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(WrittenForm.converter().fromPayload(payloads.getPayloads(0), type, type));
        } catch (DataConverterException written) {
            // By another version; the rest of the picture is still true.
            return Optional.empty();
        }
    }
}
