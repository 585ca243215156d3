package io.belay.engine.evidence;

import io.belay.engine.ledger.LedgerEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run ended, as its engine knows it: the last line of its evidence. Immutable.
 *
 * @param phase name of the run's last phase
 * @param note what else a person should know of how it ended; may be empty
 * @param problem why it did not go on, with its code; empty when all went well
 * @param startedAt ISO-8601
 * @param endedAt ISO-8601
 * @param crossedAt ISO-8601, when it became known that new is live; empty when it is not
 * @param heldMilliseconds for how long clients were held; 0 when they were not
 * @param steps in the plan's order
 * @param told what the host may not have been told before
 * @param rehearsal what the cluster's ledger learns from it; nothing when it tells nothing
 */
public record Conclusion(
        String phase,
        String note,
        String problem,
        String startedAt,
        String endedAt,
        String crossedAt,
        long heldMilliseconds,
        List<StepEnd> steps,
        List<Told> told,
        List<LedgerEntry> rehearsal) {

    /**
     * @param status name of the step's last status
     * @param note why it was skipped, or who approved it; may be empty
     * @param launches how often it was launched in all
     * @param waypoint that stands behind it; empty when there is none
     */
    public record StepEnd(String id, String status, String note, long milliseconds, int launches, String waypoint) {}

    public Conclusion {
        steps = List.copyOf(steps);
        told = List.copyOf(Objects.requireNonNullElse(told, List.of()));
        rehearsal = List.copyOf(Objects.requireNonNullElse(rehearsal, List.of()));
    }

    /** What the ledger learns from it. */
    public Optional<LedgerEntry> learned() {
        return rehearsal.stream().findFirst();
    }
}
