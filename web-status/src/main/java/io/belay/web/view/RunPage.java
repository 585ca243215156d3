package io.belay.web.view;

import io.belay.engine.run.RunStatus.Problem;
import java.util.List;

/**
 * One run. Immutable.
 *
 * @param now what it is doing or waiting for, and how old that knowledge is; may be empty
 * @param needsPerson whether nothing goes on before a person decides
 * @param failing since when the step fails that stopped it, as the ledger knows it; may be empty
 * @param promotion since when new is live and for how long clients were held; empty before
 * @param problem why it does not go on; {@link Problem#NONE} while all is well
 * @param safe what is safe now, one sentence
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
        boolean needsPerson,
        String failing,
        String promotion,
        Problem problem,
        String safe,
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
