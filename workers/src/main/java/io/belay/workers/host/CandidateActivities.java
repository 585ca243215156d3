package io.belay.workers.host;

import io.belay.engine.activity.CandidateStore;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepResult;
import io.belay.workers.step.CandidateCare;
import io.temporal.activity.Activity;
import java.util.function.Function;

/** The candidate as a whole, as activities: one attempt at a time per run, with a heartbeat. */
final class CandidateActivities implements CandidateStore {

    private final Contexts contexts;
    private final OneAtATime turns;

    CandidateActivities(Contexts contexts, OneAtATime turns) {
        this.contexts = contexts;
        this.turns = turns;
    }

    @Override
    public long takeWaypoint(RunReference run, String waypoint) {
        return inTurn(run, care -> care.takeWaypoint(waypoint));
    }

    @Override
    public StepResult restore(RunReference run, String waypoint) {
        return inTurn(run, care -> care.restore(waypoint));
    }

    @Override
    public StepResult drop(RunReference run) {
        return inTurn(run, CandidateCare::drop);
    }

    private <T> T inTurn(RunReference run, Function<CandidateCare, T> work) {
        return Failures.translated(() -> {
            try (Pulse pulse = new Pulse(Activity.getExecutionContext());
                    OneAtATime.Turn turn = turns.take(run.runId(), pulse::check)) {
                return work.apply(new CandidateCare(contexts.forRun(run, pulse)));
            }
        });
    }
}
