package io.belay.web.view;

import io.belay.engine.activity.StepResult.FindingReport;
import java.util.List;

/**
 * A step on a run's page. Immutable.
 *
 * @param share of the longest step's time, in percent from 0 to 100: the length of its bar
 * @param launches for example {@code 2 of 3}; a dash before the first
 * @param said what the step itself reported, or why it is skipped; may be empty
 */
public record StepRow(
        String id, Mark state, String spent, int share, String launches, String said, List<FindingReport> findings) {

    public StepRow {
        findings = List.copyOf(findings);
    }

    /** Whether there is something to tell below the step's line. */
    public boolean hasDetail() {
        return !said.isEmpty() || !findings.isEmpty();
    }
}
