package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.plans.problem.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Whether an operator's decision fits the run as it is. Asked before anything of it is recorded. */
public final class OperatorRules {

    /** What a retry hears when every clone of the same snapshot would fail alike. */
    public static final String FAULT_IN_SNAPSHOT = "the fault is in the snapshot; run `belay rehearse` on a new one";

    private OperatorRules() {}

    /** @param remedy what to run or write instead */
    public record Objection(ErrorCode code, String message, String remedy) {

        /** One text for the wire: code, message, and on a second line the remedy. */
        public String write() {
            return code.text() + " " + message + (remedy.isEmpty() ? "" : "\n" + remedy);
        }

        /** Reads what {@link #write} wrote; any other text is an objection without code of its own. */
        public static Objection read(String text) {
            int blank = text.indexOf(' ');
            int line = text.indexOf('\n');
            ErrorCode code = EngineErrors.find(blank < 0 ? "" : text.substring(0, blank));
            if (code.equals(EngineErrors.TEMPORAL_REFUSED)) {
                return new Objection(code, text, "look with `belay status`");
            }
            return line < 0
                    ? new Objection(code, text.substring(blank + 1), "")
                    : new Objection(code, text.substring(blank + 1, line), text.substring(line + 1));
        }
    }

    /** Empty when the decision may be taken. */
    public static Optional<Objection> check(RunState state, Decision decision, String planHash) {
        if (decision.operator().isBlank()) {
            return objection(EngineErrors.MALFORMED_REQUEST, "the request names no operator", "name who decides");
        }
        if (state.phase().isEnd()) {
            return objection(
                    EngineErrors.WRONG_PHASE, "the run has ended (" + word(state.phase()) + ")", "start a new one");
        }
        return switch (decision.kind()) {
            case APPROVE, REJECT -> GateRules.check(state, decision, planHash);
            case RETRY -> retry(state, decision);
            case ABORT -> abort(state);
            case STOP -> stop(state);
            case EXTEND -> ExtendRules.check(state, decision);
            case ROLLBACK -> rollback(state, decision);
            case SKIP -> SkipRules.check(state, decision);
            case PAUSE, RESUME -> PauseRules.check(state, decision);
            case RETIRE -> RetireRules.check(state);
        };
    }

    /**
     * Whether somebody decides about a run as it was.
     *
     * @param seen revision of what they saw; 0 when they do not say
     */
    public static Optional<Objection> checkSeen(int seen, RunStatus now) {
        return seen == 0 || seen == now.revision()
                ? Optional.empty()
                : objection(
                        EngineErrors.CHANGED_MEANWHILE,
                        "the run has changed since you looked: that was revision " + seen + ", now it is "
                                + now.revision() + " ("
                                + now.phase().toLowerCase(Locale.ROOT).replace('_', ' ')
                                + (now.waitsFor().isEmpty() ? "" : ", waits for " + now.waitsFor()) + ")",
                        "look again with `belay status " + now.run() + "`, then decide");
    }

    private static Optional<Objection> retry(RunState state, Decision decision) {
        if (state.phase() != Phase.BLOCKED) {
            return objection(
                    EngineErrors.WRONG_PHASE,
                    "there is nothing to retry: the run is " + word(state.phase()),
                    "look with `belay status`");
        }
        if (!decision.step().isEmpty() && !state.hasStep(decision.step())) {
            return noSuchStep(decision);
        }
        Optional<Failure> failure = state.failure();
        if (failure.isEmpty()) {
            return Optional.empty();
        }
        // Behind the crossing there is no snapshot any more to take anew: forward is the only way.
        if (failure.get().isInSnapshot() && !state.crossed() && !Flow.beginsAgain(state, failure.get())) {
            return objection(
                    EngineErrors.FAULT_IN_SNAPSHOT,
                    FAULT_IN_SNAPSHOT,
                    failure.get().remedy());
        }
        String failed = failure.get().step();
        if (!decision.step().isEmpty() && !failed.isEmpty() && !decision.step().equals(failed)) {
            return objection(
                    EngineErrors.WRONG_PHASE,
                    "step `" + decision.step() + "` did not fail, `" + failed + "` did",
                    "leave the step out, or name `" + failed + "`");
        }
        return Optional.empty();
    }

    private static Optional<Objection> abort(RunState state) {
        return state.crossed() ? WayBackRules.abort(state) : holding(state);
    }

    private static Optional<Objection> stop(RunState state) {
        if (state.rehearsal()) {
            return objection(
                    EngineErrors.WRONG_PHASE,
                    "a rehearsal waits for nobody: it ends with its candidate gone",
                    "end it with `belay abort`");
        }
        if (state.phase() == Phase.BLOCKED || (state.crossed() && abort(state).isEmpty())) {
            return objection(EngineErrors.WRONG_PHASE, "the run stands still already", "look with `belay status`");
        }
        return state.recovery().isUnderWay()
                ? objection(
                        EngineErrors.WRONG_PHASE,
                        "the run is taking something back; stopped half-way nobody knows what it would start from",
                        "`belay pause` lets the one at work end first")
                : abort(state);
    }

    /** What holds clients decides by itself, within its budget; a decision from outside could meet its crossing half-way. */
    private static Optional<Objection> holding(RunState state) {
        return state.steps().stream()
                .filter(StepState::mayBeCrossing)
                .findFirst()
                .flatMap(step -> state.phase() == Phase.BLOCKED
                        ? objection(
                                EngineErrors.HOLD_UNDER_WAY,
                                "nobody can tell yet whether step `" + step.id() + "` made new live",
                                "look on the host, then `belay retry` has it inspected again")
                        : objection(
                                EngineErrors.HOLD_UNDER_WAY,
                                "step `" + step.id() + "` is under way: by itself it makes new live, or undoes itself",
                                "wait for its end with `belay watch`, then decide"));
    }

    private static Optional<Objection> rollback(RunState state, Decision decision) {
        if (state.rehearsal()) {
            return objection(
                    EngineErrors.WRONG_PHASE,
                    "a rehearsal is not rolled back: its candidate is dropped at the end",
                    "end it with `belay abort`");
        }
        if (state.crossed()) {
            return WayBackRules.rollback(state, decision);
        }
        Optional<Objection> holding = holding(state);
        if (holding.isPresent()) {
            return holding;
        }
        if (state.recovery().isUnderWay() && !isFurtherBack(state, decision)) {
            return objection(
                    EngineErrors.WRONG_PHASE,
                    "something is being taken back; until it is, nobody knows what a nearer target would start from",
                    "`belay retry` goes on with it, a rollback to an earlier step or `belay abort` takes more back");
        }
        boolean waits = Reducer.next(state).verb() == Verb.AWAIT_OPERATOR;
        if (!waits) {
            return objection(
                    EngineErrors.WRONG_PHASE,
                    "the run is at work (" + word(state.phase()) + ")",
                    "wait with `belay watch`, or `belay abort` takes everything back");
        }
        if (decision.step().isEmpty()) {
            return Optional.empty();
        }
        if (!state.hasStep(decision.step())) {
            return noSuchStep(decision);
        }
        StepState target = state.step(decision.step());
        if (Flow.isVoid(state, target)) {
            return objection(
                    EngineErrors.WAYPOINT_VOID,
                    "rows of live have flowed into the candidate, so nothing leads back to behind step `" + target.id()
                            + "`: its waypoint lacks rows that live no longer keeps",
                    "`belay retry` goes on as the candidate is; `belay rollback` without a step takes back all of it,"
                            + " and the run can begin again with a new snapshot");
        }
        return target.status() == StepStatus.DONE
                ? Optional.empty()
                : objection(
                        EngineErrors.WRONG_PHASE,
                        "step `" + target.id() + "` is not done (" + word(target.status())
                                + "), so nothing leads back to it",
                        "name a step that is done");
    }

    /** Everything that is still to be taken back is taken back on the way to an earlier target, too. */
    private static boolean isFurtherBack(RunState state, Decision decision) {
        return state.hasStep(decision.step())
                && state.step(decision.step()).number() < state.recovery().resetFrom();
    }

    static Optional<Objection> noSuchStep(Decision decision) {
        return objection(
                EngineErrors.NO_SUCH_STEP,
                "the plan has no step `" + decision.step() + "`",
                "look up the names with `belay status`");
    }

    static Optional<Objection> objection(ErrorCode code, String message, String remedy) {
        return Optional.of(new Objection(code, message, remedy));
    }

    private static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String word(StepStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String exact(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
