package io.belay.engine.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For what or whom a run waits, as it is told behind the words "waits for". Immutable.
 *
 * @param text empty when it is at work or has ended
 * @param person whether nothing goes on before a person decides
 */
record Waits(String text, boolean person) {

    private static final Waits NOTHING = new Waits("", false);

    static Waits of(String run, RunState state) {
        if (state.phase().isEnd()) {
            return NOTHING;
        }
        if (state.silences() > 0) {
            return new Waits("an answer of the host", false);
        }
        Action next = Reducer.planned(state);
        return switch (next.verb()) {
            case AWAIT_OPERATOR -> new Waits(person(run, state, next), true);
            case PAUSE ->
                next.step().isEmpty()
                        ? new Waits("the next attempt", false)
                        : new Waits(time(run, state, state.step(next.step())), false);
            case ANNOUNCE,
                    PROBE,
                    PREPARE,
                    RUN,
                    INSPECT,
                    VERIFY,
                    TAKE_WAYPOINT,
                    RESTORE,
                    UNDO,
                    DROP_CANDIDATE,
                    SWAP,
                    INSPECT_SWAP,
                    LOOK,
                    END -> NOTHING;
        };
    }

    private static String person(String run, RunState state, Action next) {
        if (state.phase() != Phase.BLOCKED && state.paused().isPresent()) {
            return state.paused().get().text(run);
        }
        if (state.phase() != Phase.BLOCKED && Swaps.holdsSteps(state)) {
            boolean open = state.wayBack().filter(WayBack::open).isPresent();
            return "a person: "
                    + (open ? "`belay rollback " + run + "` goes forward to new again, " : "")
                    + "`belay abort " + run + "` gives new up";
        }
        if (next.step().isEmpty()) {
            return blocked(state);
        }
        StepState step = state.step(next.step());
        if (step.touchesClients()) {
            return "a person: `belay retire " + run + "` ends the way back, and once more lets old live go";
        }
        return step.isGate() ? gate(step) : "a person: `belay retire " + run + "` lets old live go";
    }

    private static String blocked(RunState state) {
        if (state.crossed() || state.steps().stream().anyMatch(StepState::mayBeCrossing)) {
            return "a person: retry";
        }
        boolean inSnapshot = state.failure()
                .filter(failure -> failure.isInSnapshot() && !Flow.beginsAgain(state, failure))
                .isPresent();
        return inSnapshot ? "a person: roll back or abort" : "a person: retry, roll back or abort";
    }

    private static String time(String run, RunState state, StepState step) {
        if (step.isWindow()) {
            return Window.words(step, state.changedAt());
        }
        if (!step.touchesOldLive()) {
            return Swaps.staysUntil(state).map(OperatorRules::exact).orElse("a moment")
                    + ": until then the way back is watched";
        }
        Keeping keeping = Keeping.of(state, step);
        return OperatorRules.exact(keeping.until()) + ": until then old live is kept"
                + (keeping.asks() ? ", then it waits for `belay retire " + run + "`" : ", then it is let go");
    }

    private static String gate(StepState step) {
        Gate gate = Gate.of(step);
        String who = gate.by().isEmpty() ? "a person" : String.join(" or ", gate.by());
        boolean plain = step.id().equals("approve");
        StringBuilder text = new StringBuilder(who).append(" to approve").append(plain ? "" : " `" + step.id() + "`");
        Optional<Instant> since = step.startedAt();
        since.ifPresent(at -> text.append(" since ").append(OperatorRules.exact(at)));
        if (gate.count() > 1) {
            text.append(", ")
                    .append(step.approvals().size())
                    .append(" of ")
                    .append(gate.count())
                    .append(" given");
            text.append(names(step.approvals()));
        }
        if (!step.note().isEmpty()) {
            text.append(", ").append(step.note());
        }
        if (gate.holds().isPresent()) {
            text.append("; an approval expires ")
                    .append(step.step().with().path("expires").asText())
                    .append(" after it is given");
        }
        if (!gate.asks().isEmpty()) {
            text.append(": ").append(gate.asks());
        }
        return text.toString();
    }

    private static String names(List<Approval> approvals) {
        return approvals.isEmpty()
                ? ""
                : approvals.stream().map(Approval::by).collect(Collectors.joining(", ", " (", ")"));
    }

    /** What a passed gate tells: who said yes, when, until when it holds, and why. */
    static String given(StepState step) {
        Gate gate = Gate.of(step);
        return step.approvals().stream()
                .map(approval -> "approved by " + approval.by()
                        + (approval.signature().isEmpty() ? " (recorded, not authenticated) at " : " (signed) at ")
                        + OperatorRules.exact(approval.at())
                        + gate.until(approval)
                                .map(end -> ", expires " + OperatorRules.exact(end))
                                .orElse("")
                        + (approval.reason().isEmpty() ? "" : ": " + approval.reason()))
                .collect(Collectors.joining("; "));
    }
}
