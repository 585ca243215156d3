package io.belay.engine.run;

import io.belay.engine.activity.Sides;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.WayBack.Swap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Behind a crossing: the sides are swapped, the way back is looked at. As definite as a promotion, or asked about. Stateless. */
final class Swaps {

    private Swaps() {}

    /** Whether a swap or a look has to do with what is done next. */
    static Optional<Action> next(RunState state) {
        return state.wayBack()
                .flatMap(WayBack::swap)
                .map(swap -> Action.of(
                        swap.unclear() ? Verb.INSPECT_SWAP : Verb.SWAP,
                        state.step(state.wayBack().orElseThrow().step())));
    }

    /** Whether steps behind the promotion have to wait: they were written for new as live. */
    static boolean holdsSteps(RunState state) {
        return state.wayBack()
                .filter(way -> way.swap().isPresent() || !way.newIsLive())
                .isPresent();
    }

    /** What is left where all steps are done: to stay for the promised time, and then for as long as nobody ends the way back. */
    static Action stay(RunState state) {
        Instant until = staysUntil(state).orElseThrow(() -> new IllegalStateException("no step is open"));
        StepState crosser = state.step(state.wayBack().orElseThrow().step());
        Duration left = Duration.between(state.changedAt(), until);
        return left.isNegative() || left.isZero()
                ? Action.of(Verb.AWAIT_OPERATOR, crosser)
                : new Action(Verb.PAUSE, crosser.id(), crosser.epoch(), "", left);
    }

    /** Old live is let go, or an operator says so: a run without a step for it is then over. */
    static RunState end(RunState state, String by, Instant at) {
        return state.wayBack()
                .map(way ->
                        state.withWayBack(way.told(Map.of("way_back", "closed", "way_back_why", "ended by " + by), at)))
                .orElse(state);
    }

    /** Until when a run with nothing left to do at least stays for its way back; absent where it ends. */
    static Optional<Instant> staysUntil(RunState state) {
        return state.wayBack()
                .filter(WayBack::open)
                .flatMap(way -> state.crossing()
                        .flatMap(crossing -> Durations.parseLimit(state.step(way.step())
                                        .step()
                                        .with()
                                        .path("way_back")
                                        .asText("none"))
                                .map(crossing.at()::plus)));
    }

    /** A step behind the promotion that failed begins anew once new is live again. */
    static RunState begin(RunState state) {
        WayBack way = state.wayBack().orElseThrow();
        return state.mapSteps(step -> step.status() == StepStatus.FAILED ? step.fresh() : step)
                .withoutFailure()
                .withoutPause()
                .withSilences(0)
                .withPhase(Phase.APPLYING)
                .withWayBack(way.begun());
    }

    /** Behind a return the promotion, too, leaves something on live: what the ways back and forward were made of. */
    static Recovery givenUp(RunState state, Recovery whole) {
        if (state.wayBack().isEmpty()) {
            return whole;
        }
        List<Action> actions = new ArrayList<>(whole.actions());
        Action undo = Action.of(Verb.UNDO, state.step(state.wayBack().get().step()));
        actions.add(actions.indexOf(Action.of(Verb.DROP_CANDIDATE)) + 1, undo);
        return new Recovery(actions, whole.afterwards(), whole.resetFrom(), 0);
    }

    /** What the host is told with a swap, with a look, and when it is asked what became of a swap. */
    static Sides sides(RunState state, Verb verb) {
        WayBack way = state.wayBack().orElseThrow();
        return verb == Verb.LOOK
                ? new Sides(way.swaps(), way.live(), "", way.state(), (int)
                        Watching.interval(way).toSeconds())
                : new Sides(way.swaps(), way.live(), way.to(), "", 0);
    }

    /** An unclear swap is asked about again, one behind its own crossing completed. */
    static RunState again(RunState state) {
        return state.wayBack()
                .flatMap(way -> way.swap().map(swap -> way.with(new Swap(swap.crossed(), swap.unclear(), 0))))
                .map(state::withWayBack)
                .orElse(state);
    }

    static RunState looked(RunState state, StepResult answer, Instant at) {
        WayBack way = state.wayBack().orElseThrow();
        return state.withWayBack(
                answer.outcome() == Outcome.SUCCEEDED ? seen(way, at).told(answer.facts(), at) : way.unseen(at));
    }

    private static WayBack seen(WayBack way, Instant at) {
        return new WayBack(
                way.step(),
                way.newIsLive(),
                way.open(),
                way.since(),
                way.why(),
                way.lag(),
                at,
                true,
                way.swaps(),
                way.swap(),
                way.undone());
    }

    static RunState unseen(RunState state, Instant at) {
        return state.withWayBack(state.wayBack().orElseThrow().unseen(at));
    }

    static RunState silent(RunState state) {
        WayBack way = state.wayBack().orElseThrow();
        Swap swap = way.swap().orElseThrow();
        return state.withWayBack(way.with(new Swap(swap.crossed(), true, swap.doubts())));
    }

    static RunState answered(RunState before, Action action, StepResult answer, Instant at) {
        RunState state = crossed(before, answer, at);
        WayBack way = state.wayBack().orElseThrow();
        Swap swap = way.swap().orElseThrow();
        return switch (answer.outcome()) {
            case SUCCEEDED -> swap.crossed() ? over(state, way, Optional.empty()) : doubted(state, action, answer);
            case FAILED -> failed(state, way, swap, Failure.proven(action.step(), answer));
            case NOT_STARTED ->
                action.verb() == Verb.INSPECT_SWAP && !swap.crossed()
                        ? over(state, way, Optional.of(neverStarted(action)))
                        : doubted(state, action, answer);
            case UNCLEAR -> doubted(state, action, answer);
        };
    }

    /** Looked for in every answer, as at the promotion itself; each swap has one crossing, however often it is told. */
    private static RunState crossed(RunState state, StepResult answer, Instant at) {
        WayBack way = state.wayBack().orElseThrow();
        boolean decided = answer.facts().getOrDefault("crossing", "").equals("commit");
        boolean known = way.swap().filter(Swap::crossed).isPresent();
        WayBack now = decided && !known ? way.crossed(at) : way;
        RunState next = state.withWayBack(now.told(answer.facts(), at));
        return decided && !known && now.newIsLive()
                ? next.withCrossing(new Crossing(way.step(), at, Answers.held(answer)))
                : next;
    }

    private static RunState over(RunState state, WayBack way, Optional<Failure> how) {
        return state.withoutFailure().withWayBack(way.over(how));
    }

    /** Before its crossing everything was undone, so the run waits as it did; behind it a person sees to its completion. */
    private static RunState failed(RunState state, WayBack way, Swap swap, Failure why) {
        return swap.crossed()
                ? state.withFailure(why).withPhase(Phase.BLOCKED).withWayBack(way.with(new Swap(true, false, 0)))
                : over(state, way, Optional.of(why));
    }

    private static RunState doubted(RunState state, Action action, StepResult answer) {
        WayBack way = state.wayBack().orElseThrow();
        Swap swap = way.swap().orElseThrow();
        int doubts = action.verb() == Verb.SWAP ? 0 : swap.doubts() + 1;
        RunState next = state.withWayBack(way.with(new Swap(swap.crossed(), true, doubts)));
        if (action.verb() == Verb.SWAP) {
            return next;
        }
        if (doubts < Doubt.LIMIT) {
            Duration pause = Doubt.pauseAfter(doubts);
            return next.withPause(pause);
        }
        return next.withPhase(Phase.BLOCKED)
                .withFailure(Failure.unclear(
                        action.step(),
                        EngineErrors.STEP_UNCLEAR,
                        "nobody can tell whether the sides were swapped: " + answer.summary(),
                        "look on the host who serves, then let it be inspected again"));
    }

    private static Failure neverStarted(Action action) {
        return new Failure(
                action.step(),
                EngineErrors.STEP_NEVER_STARTED.text(),
                EngineErrors.STEP_NEVER_STARTED.fault().name(),
                "the swap was asked for but proven never to have started",
                "look at the worker's log on the host, then `belay rollback` asks for it again",
                "",
                "",
                false);
    }
}
