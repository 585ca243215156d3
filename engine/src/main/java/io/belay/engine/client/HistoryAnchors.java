package io.belay.engine.client;

import io.belay.engine.activity.StepResult;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.ledger.LedgerEntry;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's history says that is also written elsewhere: heads of the host's chain, and what the ledger was told. */
final class HistoryAnchors {

    private static final String CONCLUDED = "EvidenceConclude";
    private static final String RECORDED = "EngineRecord";
    private static final String WAYPOINT = "CandidateTakeWaypoint";

    private final Map<Long, String> calls = new HashMap<>();
    private final List<EvidenceHead> heads = new ArrayList<>();
    private final List<LedgerEntry> learned = new ArrayList<>();

    /** In the order in which they were given. */
    List<EvidenceHead> heads() {
        return List.copyOf(heads);
    }

    List<LedgerEntry> learned() {
        return List.copyOf(learned);
    }

    void read(HistoryEvent event) {
        switch (event.getEventType()) {
            case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                var call = event.getActivityTaskScheduledEventAttributes();
                String name = call.getActivityType().getName();
                calls.put(event.getEventId(), name);
                if (name.equals(RECORDED)) {
                    RunHistory.decode(call.getInput(), LedgerEntry.class).ifPresent(learned::add);
                }
            }
            case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
                var answer = event.getActivityTaskCompletedEventAttributes();
                head(calls.getOrDefault(answer.getScheduledEventId(), ""), answer.getResult())
                        .filter(head -> head.line() > 0)
                        .ifPresent(heads::add);
            }
            default -> {
                // Nothing else carries a head.
            }
        }
    }

    private static Optional<EvidenceHead> head(String call, Payloads answer) {
        if (call.equals(CONCLUDED)) {
            return RunHistory.decode(answer, EvidenceHead.class);
        }
        boolean carriesOne = call.startsWith("Step") || (call.startsWith("Candidate") && !call.equals(WAYPOINT));
        return carriesOne ? RunHistory.decode(answer, StepResult.class).map(StepResult::head) : Optional.empty();
    }
}
