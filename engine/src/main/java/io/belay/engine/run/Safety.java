package io.belay.engine.run;

import java.util.Optional;

/** What is safe now, in one sentence for a person who was woken up. Pure. */
final class Safety {

    private static final int LONGEST = 240;

    private Safety() {}

    static String of(String run, RunState state) {
        if (state.rehearsal()) {
            return isBegun(state) ? "live was not touched; the evidence is kept" : "live was not touched";
        }
        if (state.crossed() || onlyLetsGo(state)) {
            return behindTheCrossing(run, state);
        }
        if (state.steps().stream().anyMatch(StepState::mayBeCrossing)) {
            return state.phase() == Phase.BLOCKED
                    ? "nothing is undone on a guess; whether live or new serves clients has to be looked up on the host"
                    : "clients wait at most as long as `budget.hold` allows; until the crossing everything is undone by"
                            + " itself, and live is open again";
        }
        return switch (state.phase()) {
            case PREFLIGHT -> serves(state) + "; nothing was changed";
            case APPLYING -> serves(state) + "; the candidate is built beside it";
            case BLOCKED -> blocked(state);
            case ROLLING_BACK ->
                state.paused().isPresent()
                        ? serves(state) + "; the candidate is neither here nor there until it is taken back"
                        : takesBack(state);
            case CLOSING -> takesBack(state);
            case ABORTED -> "live serves on as before; the candidate is gone, the evidence is kept";
            case FAILED, COMPLETED, PROMOTED -> "live serves on as before; the evidence is kept";
        };
    }

    /** A run that was refused before its first step leaves no evidence. */
    private static boolean isBegun(RunState state) {
        return state.failure().filter(failure -> failure.step().isEmpty()).isEmpty();
    }

    /** A run of its own for old live: the crossing lies behind it, in another run. */
    private static boolean onlyLetsGo(RunState state) {
        return state.steps().stream().allMatch(StepState::touchesOldLive);
    }

    private static String behindTheCrossing(String run, RunState state) {
        Optional<WayBack> way = state.wayBack()
                .filter(known -> !state.phase().isEnd()
                        && state.steps().stream().noneMatch(step -> step.touchesOldLive() && step.launches() > 0));
        if (way.isPresent()) {
            return besideWayBack(run, state, way.get());
        }
        boolean retired =
                state.steps().stream().anyMatch(step -> step.touchesOldLive() && step.status() == StepStatus.DONE);
        if (retired) {
            return "new is live; old live is gone, its last image is kept";
        }
        boolean going = state.steps().stream()
                .anyMatch(step -> step.touchesOldLive()
                        && step.launches() > 0
                        && !step.status().isClosed());
        if (going) {
            return "new is live; old live is being let go";
        }
        if (state.wayBack().isPresent()) {
            return "new is live; old live is kept under its fence, until `belay retire " + run
                    + "` lets it go for good";
        }
        return state.phase() != Phase.PROMOTED
                ? "new is live; old live is kept, stopped and untouched"
                : "new is live; old live is kept, stopped and untouched, until `belay retire " + run
                        + "` lets it go for good";
    }

    private static String besideWayBack(String run, RunState state, WayBack way) {
        if (way.swap().isPresent()) {
            return state.phase() == Phase.BLOCKED
                    ? "nothing is undone on a guess; whether " + way.to() + " serves clients has to be looked up on the"
                            + " host"
                    : "clients wait at most as long as `budget.hold` allows; until its crossing the swap to " + way.to()
                            + " undoes itself, behind it it is completed";
        }
        String serves = way.newIsLive() ? "new is live; " : "old is live again; ";
        String leads = way.open()
                ? ": `belay rollback " + run + "` makes " + way.other() + " live"
                        + (way.newIsLive() ? " again" : " once more") + ", and loses nothing"
                : way.newIsLive() ? "; old live is kept" : "; new is kept";
        return serves + cut(way.words()) + leads;
    }

    /** This sentence is told whole, whatever a host writes into it. */
    private static String cut(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }

    /** What is announced for live is told as long as it is there. */
    private static String serves(RunState state) {
        return Flow.isLiveAsked(state)
                ? "live serves on; as announced it publishes its changes, which ends with the run"
                : "live serves on, untouched";
    }

    private static String takesBack(RunState state) {
        return Flow.isLiveAsked(state)
                ? "live serves on; the candidate and what was announced for live are taken back"
                : "live serves on, untouched; only the candidate is taken back";
    }

    private static String blocked(RunState state) {
        if (state.failure().filter(Failure::unclear).isPresent()) {
            return serves(state) + "; the candidate is left as it is, nothing is undone on a guess";
        }
        if (state.recovery().isUnderWay()) {
            return serves(state) + "; the candidate is neither here nor there until a retry has taken it back";
        }
        if (Flow.of(state).isPresent()) {
            return serves(state) + "; the candidate stays as it is, beside what live sends it";
        }
        return state.steps().stream()
                .filter(step ->
                        step.status() == StepStatus.DONE && !step.waypoint().isEmpty())
                .reduce((earlier, later) -> later)
                .map(step -> serves(state) + "; the candidate is at waypoint `" + step.waypoint() + "`, behind `"
                        + step.id() + "`")
                .orElse(serves(state) + "; there is no candidate");
    }
}
