package io.belay.engine.workflow;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Action;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each step asks of the host before any effect: several questions on their way at once, answered in the order of the plan. Each
 * one's way through Temporal costs some 40 ms, and none needs another's answer. One workflow's thread only.
 */
final class Probes {

    /** As many as a worker answers at a time; more would only wait there, and the wait has its deadline. */
    private static final int AT_ONCE = 8;

    /** Runs that an earlier engine began asked one after the other, and replay so. */
    private static final String CHANGE = "probes-at-once";

    private final Function<Action, Promise<StepResult>> start;
    private final Map<Action, Promise<StepResult>> underWay = new LinkedHashMap<>();

    Probes(Function<Action, Promise<StepResult>> start) {
        this.start = start;
    }

    /** @param open the questions that are not answered yet, in order; the first is the one whose answer is wanted */
    StepResult ask(List<Action> open) {
        Action first = open.get(0);
        if (!underWay.containsKey(first)) {
            open.subList(0, Math.min(atOnce(), open.size())).forEach(action -> underWay.computeIfAbsent(action, start));
        }
        Promise<StepResult> answer = underWay.computeIfAbsent(first, start);
        underWay.remove(first);
        return answer.get();
    }

    /** Before a round of questions begins anew: an answer of the last one may be out of date. */
    void forget() {
        underWay.clear();
    }

    private static int atOnce() {
        return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION ? 1 : AT_ONCE;
    }
}
