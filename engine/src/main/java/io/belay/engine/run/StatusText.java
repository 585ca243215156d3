package io.belay.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.engine.activity.RunReference;
import io.belay.engine.run.RunStatus.Problem;
import io.belay.engine.run.RunStatus.Promotion;
import io.belay.engine.run.RunStatus.StepLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run's state as the compact status that everybody may read. Pure. */
public final class StatusText {

    /** Bytes of JSON; the server warns about memos past 2 KiB in all. */
    public static final int LIMIT = 1880;

    private static final int WHY = 120;
    private static final int[] TEXT_LENGTHS = {600, 300, 150, 80};
    private static final JsonMapper MAPPER = new JsonMapper();

    private StatusText() {}

    /** Without a revision: only who publishes it knows that. */
    public static RunStatus of(RunReference run, RunState state) {
        List<StepLine> steps = state.steps().stream()
                .map(step -> line(step, state.changedAt()))
                .toList();
        Waits waits = Waits.of(run.runId(), state);
        RunStatus whole = new RunStatus(
                run.runId(),
                run.plan(),
                run.planHash().substring(0, Math.min(12, run.planHash().length())),
                run.cluster(),
                run.rehearsal(),
                run.snapshot(),
                state.phase().name(),
                state.startedAt().toString(),
                state.changedAt().toString(),
                steps,
                0,
                state.failure()
                        .or(() -> state.wayBack().flatMap(WayBack::undone))
                        .map(StatusText::problem)
                        .orElse(Problem.NONE),
                state.note(),
                NextCommand.of(run, state),
                waits.text(),
                waits.person(),
                Safety.of(run.runId(), state),
                state.crossing()
                        .map(crossing -> promotion(crossing, state.wayBack()))
                        .orElse(Promotion.NONE),
                state.facts(),
                0);
        return fit(whole);
    }

    private static Promotion promotion(Crossing crossing, Optional<WayBack> wayBack) {
        String at = crossing.at().toString();
        return wayBack.map(way -> new Promotion(
                        at,
                        crossing.heldMilliseconds(),
                        way.live(),
                        way.state(),
                        way.since().toString(),
                        way.lag(),
                        cut(way.why(), WHY)))
                .orElseGet(() -> new Promotion(at, crossing.heldMilliseconds()));
    }

    /** The longest form that fits: texts are cut first, then steps at the beginning that are over. */
    static RunStatus fit(RunStatus whole) {
        RunStatus shorter = whole;
        for (int length : TEXT_LENGTHS) {
            shorter = cut(whole, length, whole.steps(), length < 600);
            if (size(shorter) <= LIMIT) {
                return shorter;
            }
        }
        List<StepLine> steps = new ArrayList<>(shorter.steps());
        while (size(shorter) > LIMIT && !steps.isEmpty()) {
            steps.remove(0);
            shorter = cut(whole, TEXT_LENGTHS[TEXT_LENGTHS.length - 1], steps, true);
        }
        return shorter;
    }

    static int size(RunStatus status) {
        try {
            return MAPPER.writeValueAsString(status).getBytes(StandardCharsets.UTF_8).length;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a status could not be written", impossible);
        }
    }

    private static RunStatus cut(RunStatus whole, int length, List<StepLine> steps, boolean withoutNotes) {
        List<StepLine> lines = steps.stream()
                .map(line -> withoutNotes
                        ? new StepLine(line.id(), line.status(), line.milliseconds(), line.attempts(), line.since(), "")
                        : line)
                .toList();
        Problem problem = whole.problem();
        return new RunStatus(
                whole.run(),
                whole.plan(),
                whole.hash(),
                whole.cluster(),
                whole.rehearsal(),
                whole.snapshot(),
                whole.phase(),
                whole.started(),
                whole.changed(),
                lines,
                whole.steps().size() - lines.size(),
                new Problem(
                        problem.step(),
                        problem.code(),
                        problem.fault(),
                        cut(problem.summary(), length),
                        cut(problem.remedy(), length),
                        cut(problem.object(), length / 2)),
                cut(whole.note(), length / 2),
                whole.next(),
                cut(whole.waitsFor(), length),
                whole.needsPerson(),
                whole.safe(),
                whole.promotion(),
                whole.facts(),
                whole.revision(),
                whole.depth());
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Never in the middle of a character outside the basic plane.
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }

    private static StepLine line(StepState step, Instant now) {
        Optional<Instant> began = step.startedAt();
        long milliseconds = began.map(start ->
                        Duration.between(start, step.endedAt().orElse(now)).toMillis())
                .orElse(0L);
        boolean atWork = began.isPresent() && step.endedAt().isEmpty();
        return new StepLine(
                step.id(),
                step.status().name(),
                milliseconds,
                step.launches(),
                atWork ? began.get().toString() : "",
                step.approvals().isEmpty() || !step.isGate() ? step.note() : Waits.given(step));
    }

    private static Problem problem(Failure failure) {
        return new Problem(
                failure.step(), failure.code(), failure.fault(), failure.summary(), failure.remedy(), failure.object());
    }
}
