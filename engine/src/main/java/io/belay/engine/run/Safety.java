package io.belay.engine.run;

/** What is safe now, in one sentence for a person who was woken up. Pure. */
final class Safety {

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
            case PREFLIGHT -> "live serves on, untouched; nothing was changed";
            case APPLYING -> "live serves on, untouched; the candidate is built beside it";
            case BLOCKED -> blocked(state);
            case ROLLING_BACK ->
                state.paused().isPresent()
                        ? "live serves on, untouched; the candidate is neither here nor there until it is taken back"
                        : "live serves on, untouched; only the candidate is taken back";
            case CLOSING -> "live serves on, untouched; only the candidate is taken back";
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
        return state.phase() != Phase.PROMOTED
                ? "new is live; old live is kept, stopped and untouched"
                : "new is live; old live is kept, stopped and untouched, until `belay retire " + run
                        + "` lets it go for good";
    }

    private static String blocked(RunState state) {
        if (state.failure().filter(Failure::unclear).isPresent()) {
            return "live serves on, untouched; the candidate is left as it is, nothing is undone on a guess";
        }
        if (state.recovery().isUnderWay()) {
            return "live serves on, untouched; the candidate is neither here nor there until a retry has taken it back";
        }
        return state.steps().stream()
                .filter(step ->
                        step.status() == StepStatus.DONE && !step.waypoint().isEmpty())
                .reduce((earlier, later) -> later)
                .map(step -> "live serves on, untouched; the candidate is at waypoint `" + step.waypoint()
                        + "`, behind `" + step.id() + "`")
                .orElse("live serves on, untouched; there is no candidate");
    }
}
