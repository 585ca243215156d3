package io.belay.engine.workflow;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Action;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What needs no call any more because an earlier answer said so: to prepare a kind that has nothing to prepare, to prove what a result
 * has proven. Each call costs some 60 ms and three events. One workflow's thread only.
 */
final class Concluded {

    private final Set<String> prepared = new LinkedHashSet<>();
    private final Set<Launch> proven = new LinkedHashSet<>();

    /** A step behind a rollback is another launch, and proven anew. */
    private record Launch(String step, int epoch) {

        static Launch of(Action action) {
            return new Launch(action.step(), action.epoch());
        }
    }

    StepResult probed(Action action, StepResult answer) {
        if (answer.conclusive()) {
            prepared.add(action.step());
        }
        return answer;
    }

    StepResult ran(Action action, StepResult answer) {
        if (answer.conclusive()) {
            proven.add(Launch.of(action));
        }
        return answer;
    }

    boolean isPrepared(Action action) {
        return prepared.contains(action.step());
    }

    boolean isProven(Action action) {
        return proven.contains(Launch.of(action));
    }

    static StepResult nothingToPrepare() {
        return StepResult.succeeded("nothing to prepare", Map.of());
    }

    static StepResult provenByItsResult() {
        return StepResult.succeeded("proven by its own result", Map.of());
    }
}
