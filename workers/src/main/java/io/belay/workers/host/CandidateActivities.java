package io.belay.workers.host;

import io.belay.engine.activity.CandidateStore;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepResult;
import io.belay.workers.step.CandidateCare;
import io.belay.workers.step.StepContext;
import java.util.function.Function;

/** The candidate as a whole, as activities: one attempt at a time per run, with a heartbeat. */
final class CandidateActivities implements CandidateStore {

    private final Contexts contexts;
    private final OneAtATime turns;
    private final Room room;
    private final Attempts attempts;
    private final Failures failures;

    CandidateActivities(Contexts contexts, OneAtATime turns, Room room, Attempts attempts, Failures failures) {
        this.contexts = contexts;
        this.turns = turns;
        this.room = room;
        this.attempts = attempts;
        this.failures = failures;
    }

    @Override
    public long takeWaypoint(RunReference run, String waypoint) {
        return failures.translated(() -> {
            int generation = contexts.generation(run);
            return inTurn(run, context -> {
                contexts.requireGeneration(run, generation);
                return new CandidateCare(context).takeWaypoint(waypoint);
            });
        });
    }

    @Override
    public StepResult restore(RunReference run, String waypoint) {
        return failures.translated(() -> answered(run, "restore", care -> care.restore(waypoint)));
    }

    @Override
    public StepResult drop(RunReference run) {
        return failures.translated(() -> answered(run, "drop", CandidateCare::drop));
    }

    private StepResult answered(RunReference run, String verb, Function<CandidateCare, StepResult> work) {
        return inTurn(run, context -> contexts.answered(context, verb, () -> work.apply(new CandidateCare(context))));
    }

    private <T> T inTurn(RunReference run, Function<StepContext, T> work) {
        try (Room.Seat seat = room.enter();
                Pulse pulse = attempts.begin();
                OneAtATime.Turn turn = turns.take(run.runId(), pulse::check)) {
            pulse.check();
            return work.apply(contexts.forRun(run, pulse));
        }
    }
}
