package io.belay.engine.run;

import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything the engine knows of a run. Immutable; {@link Reducer} turns it into the next action, {@link Event} into the next
 * state.
 *
 * @param asked how many questions of {@link Phase#PREFLIGHT} are answered: the announcement, then one per host step
 * @param failure why the run is where it is; absent while all is well
 * @param pause time to let pass before the next action
 * @param silences unanswered requests in a row
 * @param paused that no further step begins before a person says so
 * @param crossing the hold's decision, once it is made: nothing rolls back by itself from here
 * @param wayBack behind a crossing whose plan promises one: who serves, and whether the other side follows
 * @param note what a person should know about how it ended, else empty
 * @param startedBy who asked for the run, as far as that is known
 * @param facts hash of the facts that the run is bound to; empty when it is bound to none, or not yet
 */
public record RunState(
        boolean rehearsal,
        Phase phase,
        List<StepState> steps,
        int asked,
        Optional<Failure> failure,
        Recovery recovery,
        Optional<Duration> pause,
        int silences,
        Optional<Paused> paused,
        Optional<Crossing> crossing,
        Optional<WayBack> wayBack,
        String note,
        String startedBy,
        String facts,
        Instant startedAt,
        Instant changedAt) {

    public RunState {
        steps = List.copyOf(steps);
    }

    public static RunState start(ResolvedPlan plan, boolean rehearsal, String startedBy, Instant at) {
        List<StepState> steps = new ArrayList<>();
        for (int index = 0; index < plan.steps().size(); index++) {
            StepState step = StepState.pending(plan.steps().get(index), index + 1);
            steps.add(Participation.reasonToSkip(step.step(), rehearsal)
                    .map(step::skipped)
                    .orElse(step));
        }
        return new RunState(
                rehearsal,
                Phase.PREFLIGHT,
                steps,
                0,
                Optional.empty(),
                Recovery.NONE,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                startedBy,
                "",
                at,
                at);
    }

    public StepState step(String id) {
        return steps.stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no step " + id));
    }

    public boolean hasStep(String id) {
        return steps.stream().anyMatch(step -> step.id().equals(id));
    }

    /** The first step that is not closed: the one being worked on. */
    public Optional<StepState> current() {
        return steps.stream().filter(step -> !step.status().isClosed()).findFirst();
    }

    /** Whether something may exist on the host that has to be dropped or undone. */
    boolean hasLaunchedAnything() {
        return steps.stream().anyMatch(step -> step.launches() > 0);
    }

    /** Whether new became live. Behind a {@link WayBack} old may be live again. */
    public boolean crossed() {
        return crossing.isPresent();
    }

    /** {@code way back open}, {@code way forward closed} and the like; empty where there is none. */
    public String wayBackState() {
        return wayBack.map(way -> way.name().substring(4) + " " + way.state()).orElse("");
    }

    public String wayBackWords() {
        return wayBack.map(WayBack::words).orElse("");
    }

    List<StepState> stepsToProbe() {
        return steps.stream()
                .filter(step -> step.status() != StepStatus.SKIPPED && step.isOnHost())
                .toList();
    }

    RunState withPhase(Phase next) {
        return copy(next, steps, asked, failure, recovery, pause, silences, crossing, note);
    }

    RunState withStep(StepState changed) {
        return mapSteps(step -> step.id().equals(changed.id()) ? changed : step);
    }

    RunState mapSteps(UnaryOperator<StepState> change) {
        return copy(
                phase, steps.stream().map(change).toList(), asked, failure, recovery, pause, silences, crossing, note);
    }

    RunState withAsked(int count) {
        return copy(phase, steps, count, failure, recovery, pause, silences, crossing, note);
    }

    RunState withFailure(Failure why) {
        return copy(phase, steps, asked, Optional.of(why), recovery, pause, silences, crossing, note);
    }

    RunState withoutFailure() {
        return copy(phase, steps, asked, Optional.empty(), recovery, pause, silences, crossing, note);
    }

    RunState withRecovery(Recovery next) {
        return copy(phase, steps, asked, failure, next, pause, silences, crossing, note);
    }

    RunState withPause(Duration time) {
        return copy(phase, steps, asked, failure, recovery, Optional.of(time), silences, crossing, note);
    }

    RunState withoutPause() {
        return copy(phase, steps, asked, failure, recovery, Optional.empty(), silences, crossing, note);
    }

    RunState withSilences(int count) {
        return copy(phase, steps, asked, failure, recovery, pause, count, crossing, note);
    }

    RunState withCrossing(Crossing decided) {
        return copy(phase, steps, asked, failure, recovery, pause, silences, Optional.of(decided), note);
    }

    RunState withWayBack(WayBack way) {
        return withWayBack(Optional.of(way));
    }

    /** As before any crossing: behind a return that is given up with its run. */
    RunState uncrossed() {
        return copy(phase, steps, asked, failure, recovery, pause, silences, Optional.empty(), note)
                .withWayBack(Optional.empty());
    }

    private RunState withWayBack(Optional<WayBack> way) {
        return new RunState(
                rehearsal, phase, steps, asked, failure, recovery, pause, silences, paused, crossing, way, note,
                startedBy, facts, startedAt, changedAt);
    }

    RunState withNote(String text) {
        return copy(phase, steps, asked, failure, recovery, pause, silences, crossing, text);
    }

    RunState withFacts(String hash) {
        return new RunState(
                rehearsal, phase, steps, asked, failure, recovery, pause, silences, paused, crossing, wayBack, note,
                startedBy, hash, startedAt, changedAt);
    }

    RunState withPaused(Optional<Paused> other) {
        return new RunState(
                rehearsal, phase, steps, asked, failure, recovery, pause, silences, other, crossing, wayBack, note,
                startedBy, facts, startedAt, changedAt);
    }

    RunState changedAt(Instant at) {
        return new RunState(
                rehearsal, phase, steps, asked, failure, recovery, pause, silences, paused, crossing, wayBack, note,
                startedBy, facts, startedAt, at);
    }

    private RunState copy(
            Phase newPhase,
            List<StepState> newSteps,
            int newAsked,
            Optional<Failure> newFailure,
            Recovery newRecovery,
            Optional<Duration> newPause,
            int newSilences,
            Optional<Crossing> newCrossing,
            String newNote) {
        return new RunState(
                rehearsal,
                newPhase,
                newSteps,
                newAsked,
                newFailure,
                newRecovery,
                newPause,
                newSilences,
                paused,
                newCrossing,
                wayBack,
                newNote,
                startedBy,
                facts,
                startedAt,
                changedAt);
    }
}
