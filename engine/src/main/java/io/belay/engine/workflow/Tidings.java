package io.belay.engine.workflow;

import io.belay.engine.activity.EvidenceDesk;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.evidence.Conclusion;
import io.belay.engine.evidence.Conclusion.StepEnd;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.Told;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.run.Crossing;
import io.belay.engine.run.Decision;
import io.belay.engine.run.Event;
import io.belay.engine.run.RunState;
import io.belay.engine.run.StepState;
import io.belay.engine.run.Verb;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the host's evidence shall know of the run besides its own doing: who asked for it, what people decided, how it ended. It goes
 * with the next request; a host that keeps no chain (a worker from before) is told nothing at the end. One workflow's threads only,
 * which take turns.
 */
final class Tidings {

    /** Asked one after the other, so an answer to one of them proves that what went with it has arrived. */
    private static final Set<Verb> ONE_BY_ONE = EnumSet.of(Verb.PREPARE, Verb.INSPECT, Verb.VERIFY, Verb.UNDO);

    private final RunOrder order;
    private final List<Told> all = new ArrayList<>();
    private int arrived;
    private int underWay;
    private boolean keepsEvidence;

    Tidings(RunOrder order, Instant at) {
        this.order = order;
        add(Told.START, "", order.startedBy(), order.source(), at, "");
    }

    void decided(Decision decision, RunState state, Instant at) {
        String kind = decision.kind().name().toLowerCase(Locale.ROOT);
        add(kind, decision.step(), decision.operator(), decision.reason(), at, state.facts());
    }

    /** That a way back was opened or is closed is nobody's decision, and yet what decisions behind it rest on. */
    void changed(RunState before, RunState after) {
        if (!before.wayBackState().equals(after.wayBackState())
                && !after.wayBackState().isEmpty()) {
            add(
                    after.wayBackState().replace(' ', '_'),
                    "",
                    "belay",
                    after.wayBackWords(),
                    after.changedAt(),
                    after.facts());
        }
    }

    private void add(String kind, String step, String by, String reason, Instant at, String facts) {
        all.add(new Told(
                all.size() + 1,
                kind,
                step,
                by,
                reason,
                at.toString(),
                order.run().planHash(),
                facts));
    }

    /** What the host may not know yet, for its next request. */
    List<Told> open() {
        underWay = all.size();
        return List.copyOf(all.subList(arrived, all.size()));
    }

    void heard(Event event) {
        if (event instanceof Event.Answered answer && !answer.result().head().equals(EvidenceHead.NONE)) {
            keepsEvidence = true;
            if (ONE_BY_ONE.contains(answer.action().verb()) && answer.result().outcome() != Outcome.NOT_STARTED) {
                arrived = underWay;
            }
        }
    }

    /** A host that is silent just now keeps a chain without its end; how the run went stands in its memo all the same. */
    void conclude(RunState state, Optional<LedgerEntry> learned) {
        if (!keepsEvidence) {
            return;
        }
        EvidenceDesk desk = Workflow.newActivityStub(
                EvidenceDesk.class, Times.request(order.run().host(), Duration.ofSeconds(10), Duration.ofMinutes(5)));
        try {
            Workflow.newDetachedCancellationScope(() -> desk.conclude(order.atHost(), conclusion(state, learned)))
                    .run();
        } catch (ActivityFailure failure) {
            Workflow.getLogger(Tidings.class)
                    .warn(
                            "the evidence of {} does not say how it ended",
                            order.run().runId(),
                            failure);
        }
    }

    private Conclusion conclusion(RunState state, Optional<LedgerEntry> learned) {
        return new Conclusion(
                state.phase().name(),
                state.note(),
                state.failure()
                        .map(why -> (why.code() + " " + why.summary()).strip())
                        .orElse(""),
                state.startedAt().toString(),
                state.changedAt().toString(),
                state.crossing().map(Crossing::at).map(Instant::toString).orElse(""),
                state.crossing().map(Crossing::heldMilliseconds).orElse(0L),
                state.steps().stream().map(Tidings::end).toList(),
                open(),
                learned.stream().toList());
    }

    private static StepEnd end(StepState step) {
        long milliseconds = step.startedAt()
                .flatMap(start ->
                        step.endedAt().map(end -> Duration.between(start, end).toMillis()))
                .orElse(0L);
        return new StepEnd(
                step.id(), step.status().name(), step.note(), milliseconds, step.launches(), step.waypoint());
    }
}
