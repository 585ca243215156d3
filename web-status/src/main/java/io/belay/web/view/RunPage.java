package io.belay.web.view;

import io.belay.engine.run.RunStatus.Problem;
import java.util.List;

/**
 * One run. Immutable.
 *
 * @param now what it is doing or waiting for, and how old that knowledge is; may be empty
 * @param problem why it does not go on; {@link Problem#NONE} while all is well
 * @param next command to run next, may be empty
 * @param calls pending calls to the host that are not simply running, in words
 */
public record RunPage(
        String id,
        String what,
        Mark phase,
        String plan,
        String planHash,
        String cluster,
        String snapshot,
        String startedAt,
        String endedAt,
        String spent,
        String now,
        Problem problem,
        String next,
        List<String> calls,
        List<StepRow> steps,
        List<String> logTail) {

    public RunPage {
        calls = List.copyOf(calls);
        steps = List.copyOf(steps);
        logTail = List.copyOf(logTail);
    }
}
