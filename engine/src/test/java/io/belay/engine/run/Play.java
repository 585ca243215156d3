package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a run against the reducer by hand: what is not scripted succeeds. For one thread. */
final class Play {

    static final ErrorCode DATA = new ErrorCode(3501, Fault.SNAPSHOT);
    static final ErrorCode LIBRARY = new ErrorCode(3502, Fault.ENVIRONMENT);
    static final ErrorCode TEXT = new ErrorCode(3503, Fault.TEXT);

    private static final Instant BEGIN = Instant.parse("2026-11-21T13:00:00Z");
    private static final int TOO_MANY = 500;

    private final Map<String, List<StepResult>> script = new java.util.HashMap<>();
    private final List<String> log = new ArrayList<>();
    private RunState state;
    private int seconds;

    private Play(ResolvedPlan plan, boolean rehearsal) {
        this.state = RunState.start(plan, rehearsal, "alice", BEGIN);
    }

    static Play rehearsal(ResolvedPlan plan) {
        return new Play(plan, true);
    }

    static Play apply(ResolvedPlan plan) {
        return new Play(plan, false);
    }

    /** The answers to one verb of one step, in turn; after the last one it succeeds. */
    Play when(Verb verb, String step, StepResult... answers) {
        script.put(verb + " " + step, new ArrayList<>(List.of(answers)));
        return this;
    }

    /** Until the run ends, waits for a person, or keeps old live for its time. */
    Play go() {
        for (int turn = 0; turn < TOO_MANY; turn++) {
            Action action = Reducer.next(state);
            boolean keeps = action.verb() == Verb.PAUSE && !action.step().isEmpty();
            if (action.verb() == Verb.END || action.verb() == Verb.AWAIT_OPERATOR || keeps) {
                return this;
            }
            happens(action.verb() == Verb.PAUSE ? new Event.Elapsed(now()) : answer(action));
        }
        throw new AssertionError("the run neither ends nor waits: " + log);
    }

    Play goUntil(Verb verb, String step) {
        for (int turn = 0; turn < TOO_MANY; turn++) {
            Action action = Reducer.next(state);
            if (action.verb() == verb && action.step().equals(step)) {
                return this;
            }
            happens(action.verb() == Verb.PAUSE ? new Event.Elapsed(now()) : answer(action));
        }
        throw new AssertionError("never came to " + verb + " " + step + ": " + log);
    }

    /** One action, answered; nothing where a person is waited for or all is over. */
    Play once() {
        Action action = Reducer.next(state);
        if (action.verb() == Verb.AWAIT_OPERATOR) {
            Choice.Kind kind = action.step().isEmpty()
                    ? Choice.Kind.RETRY
                    : state.step(action.step()).isGate() ? Choice.Kind.APPROVE : Choice.Kind.RETIRE;
            return decide(kind, action.step());
        }
        if (action.verb() == Verb.END) {
            return this;
        }
        return action.verb() == Verb.PAUSE ? pass(action.pause()) : happens(answer(action));
    }

    /** Time passes: a pause that is not longer is over. */
    Play pass(Duration time) {
        seconds += (int) time.toSeconds();
        return Reducer.next(state).verb() == Verb.PAUSE ? happens(new Event.Elapsed(now())) : this;
    }

    Play silent() {
        return happens(new Event.Silent(Reducer.next(state), "nobody answers", now()));
    }

    Play decide(Choice.Kind kind, String step) {
        Decision decision = decision(kind, step);
        OperatorRules.check(state, decision, "hash").ifPresent(objection -> {
            throw new AssertionError(objection);
        });
        return happens(new Event.Decided(decision, now()));
    }

    Play decideAs(String operator, Choice.Kind kind, String step) {
        return happens(new Event.Decided(
                new Decision(new Choice(kind, step, "hash", "", "", ""), operator, "because"), now()));
    }

    Play decide(Choice choice) {
        Decision decision = new Decision(choice, "carol", "because");
        OperatorRules.check(state, decision, "hash").ifPresent(objection -> {
            throw new AssertionError(objection);
        });
        return happens(new Event.Decided(decision, now()));
    }

    Optional<String> objection(Choice choice) {
        return OperatorRules.check(state, new Decision(choice, "carol", "because"), "hash")
                .map(OperatorRules.Objection::message);
    }

    static Decision decision(Choice.Kind kind, String step) {
        return new Decision(new Choice(kind, step, "hash", "", "", ""), "carol", "because");
    }

    private Play happens(Event event) {
        state = Reducer.apply(state, event);
        return this;
    }

    private Event answer(Action action) {
        String key = action.verb() + (action.step().isEmpty() ? "" : " " + action.step());
        log.add(key + (action.waypoint().isEmpty() ? "" : " " + action.waypoint()));
        List<StepResult> answers = script.getOrDefault(action.verb() + " " + action.step(), List.of());
        return new Event.Answered(action, answers.isEmpty() ? goodFor(action) : answers.remove(0), now());
    }

    private StepResult goodFor(Action action) {
        boolean crosses = action.verb() == Verb.RUN && state.step(action.step()).touchesClients();
        return crosses ? crossed() : good();
    }

    private Instant now() {
        return BEGIN.plusSeconds(++seconds);
    }

    RunState state() {
        return state;
    }

    /** What was asked of the host, without the questions before any step. */
    List<String> deeds() {
        return log.stream()
                .filter(line -> !line.startsWith("ANNOUNCE")
                        && !line.startsWith("PROBE")
                        && !line.startsWith("PREPARE")
                        && !line.startsWith("VERIFY"))
                .toList();
    }

    List<String> log() {
        return List.copyOf(log);
    }

    static StepResult crossed() {
        return StepResult.succeeded("new is live", Map.of("crossing", "commit", "hold_milliseconds", "4100"));
    }

    static StepResult good() {
        return StepResult.succeeded("done", Map.of());
    }

    static StepResult bad(ErrorCode code) {
        return bad(code, Map.of("object", "ops.databases"));
    }

    static StepResult bad(ErrorCode code, Map<String, String> facts) {
        return StepResult.failed(code, "it failed", "mend it", facts);
    }

    static StepResult unclear() {
        return StepResult.unclear("the tool is gone");
    }

    static ErrorCode neverStarted() {
        return EngineErrors.STEP_NEVER_STARTED;
    }
}
