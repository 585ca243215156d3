package io.belay.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step that waits for people asks of them. Immutable.
 *
 * @param by whom the plan asks; groups are known to hosts only, which are asked before an approval comes here
 * @param count how many people have to say yes
 * @param holds for how long what they said holds; absent when it does not end
 * @param self whether who started the run may say it
 * @param asks the question, may be empty
 */
record Gate(List<String> by, int count, Optional<Duration> holds, boolean self, String asks) {

    Gate {
        by = List.copyOf(by);
    }

    static Gate of(StepState step) {
        JsonNode with = step.step().with();
        List<String> by = new ArrayList<>();
        with.path("by").forEach(name -> by.add(name.asText()));
        return new Gate(
                by,
                Math.max(1, with.path("count").asInt(1)),
                Durations.parseLimit(with.path("expires").asText("none")).map(step.extra()::plus),
                with.path("self").asBoolean(false),
                with.path("asks").asText(""));
    }

    boolean isOpenWith(List<Approval> approvals) {
        return approvals.size() >= count;
    }

    /** What is signed for less than the plan's time holds for less. */
    Optional<Instant> until(Approval approval) {
        Optional<Instant> planned = holds.map(approval.at()::plus);
        Optional<Instant> signed = approval.signedUntil();
        return signed.filter(end -> planned.filter(end::isAfter).isEmpty()).or(() -> planned);
    }

    /** A passed gate before the step whose approval holds no longer: it has to be asked once more. */
    static Optional<StepState> expiredBefore(RunState state, StepState step, Instant at) {
        return state.steps().stream()
                .filter(gate -> gate.number() < step.number() && gate.isGate() && gate.status() == StepStatus.DONE)
                .filter(gate -> gate.approvals().stream().anyMatch(given -> hasExpired(gate, given, at)))
                .findFirst();
    }

    private static boolean hasExpired(StepState gate, Approval given, Instant at) {
        return of(gate).until(given).filter(end -> !at.isBefore(end)).isPresent();
    }
}
