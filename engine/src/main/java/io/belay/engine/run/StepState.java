package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a run. Immutable.
 *
 * @param number from 1, its place in the plan
 * @param note why it is skipped, or asked for once more; else empty
 * @param epoch from 1; rises when it is launched anew by decision
 * @param tries how often it was begun since an operator last decided; compared with the plan's {@code retry.launches}
 * @param launches how often it was launched in all
 * @param ran whether it was launched in this epoch, so that there may be something to take back
 * @param doubts unclear answers in a row
 * @param waypoint the waypoint behind it, empty when there is none (yet)
 * @param approvals what people said for it, in order; gone when it begins anew
 * @param extra how much longer than its plan says it, or what was said for it, may take; gone when it begins anew
 */
public record StepState(
        ResolvedStep step,
        int number,
        StepStatus status,
        String note,
        int epoch,
        int tries,
        int launches,
        boolean ran,
        int doubts,
        String waypoint,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<StepResult> result,
        List<Approval> approvals,
        Duration extra) {

    public StepState {
        approvals = List.copyOf(approvals);
    }

    static StepState pending(ResolvedStep step, int number) {
        return new StepState(
                step,
                number,
                StepStatus.PENDING,
                "",
                1,
                0,
                0,
                false,
                0,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO);
    }

    public String id() {
        return step.id();
    }

    boolean isOnHost() {
        return step.runsOn() == ResolvedStep.RunsOn.HOST;
    }

    boolean touchesCandidate() {
        return step.touches().contains(Touches.CANDIDATE);
    }

    boolean touchesClients() {
        return step.touches().contains(Touches.CLIENTS);
    }

    boolean touchesOldLive() {
        return step.touches().contains(Touches.OLD_LIVE);
    }

    /** Whether it changes live beside its clients: announced, and taken back where the run does not cross. */
    boolean asksLive() {
        return step.touches().contains(Touches.LIVE) && !touchesClients();
    }

    /** Whether rows of live flow into the candidate from its start on. */
    boolean letsRowsFlow() {
        return Flow.isBegunBy(step);
    }

    boolean isGate() {
        return step.runsOn() == ResolvedStep.RunsOn.PERSON;
    }

    /** Whether it waits for the clock. No other step of the engine's has a length. */
    boolean isWindow() {
        return step.runsOn() == ResolvedStep.RunsOn.ENGINE && step.with().has("length");
    }

    /** Whether it was given up waiting for, by its plan's time-out, with nothing known of its end. */
    boolean hasRunTooLong() {
        return status == StepStatus.UNCLEAR && result.isEmpty();
    }

    /**
     * Whether it may be holding clients now, or have moved them, with nothing proven yet. Whoever decides something else
     * meanwhile decides blindly.
     */
    boolean mayBeCrossing() {
        return touchesClients()
                && (status == StepStatus.RUNNING || status == StepStatus.UNCLEAR || status == StepStatus.VERIFYING);
    }

    /** Whether what it did lies outside the candidate and is taken back by an undo of its own. */
    boolean isUndoable() {
        return ran && step.back().by().equals("undo");
    }

    /** A name of its own per epoch: a waypoint that an earlier epoch left is never mistaken for this one's. */
    String waypointToTake() {
        return waypoint(number, epoch);
    }

    /** Name of the waypoint behind the step of this number, from 1, in this epoch. */
    public static String waypoint(int number, int epoch) {
        return epoch == 1 ? "w" + number : "w" + number + "-" + epoch;
    }

    StepState skipped(String why) {
        return new StepState(
                step,
                number,
                StepStatus.SKIPPED,
                why,
                epoch,
                tries,
                launches,
                ran,
                doubts,
                waypoint,
                startedAt,
                endedAt,
                result,
                approvals,
                extra);
    }

    StepState withStatus(StepStatus next) {
        return copy(next, epoch, tries, launches, ran, 0, waypoint, startedAt, endedAt, result);
    }

    StepState begun(Instant at) {
        return copy(
                StepStatus.PREPARING,
                epoch,
                tries + 1,
                launches,
                ran,
                0,
                waypoint,
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }

    StepState waiting(Instant at) {
        return copy(
                StepStatus.WAITING,
                epoch,
                tries,
                launches,
                ran,
                0,
                waypoint,
                Optional.of(at),
                Optional.empty(),
                result);
    }

    StepState launched() {
        return copy(StepStatus.RUNNING, epoch, tries, launches + 1, true, 0, waypoint, startedAt, endedAt, result);
    }

    StepState answered(StepStatus next, StepResult answer) {
        return copy(next, epoch, tries, launches, ran, 0, waypoint, startedAt, endedAt, Optional.of(answer));
    }

    StepState doubted() {
        return copy(status, epoch, tries, launches, ran, doubts + 1, waypoint, startedAt, endedAt, result);
    }

    StepState ended(StepStatus how, String waypointBehind, Instant at) {
        return copy(how, epoch, tries, launches, ran, 0, waypointBehind, startedAt, Optional.of(at), result);
    }

    /**
     * As if never begun; what it left is gone. A step that had been launched gets a new epoch. One that went well has to run again
     * because of another step, which is no try of its own.
     */
    StepState fresh() {
        return copy(
                        StepStatus.PENDING,
                        ran ? epoch + 1 : epoch,
                        status == StepStatus.DONE ? 0 : tries,
                        launches,
                        false,
                        0,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .with("", List.of(), Duration.ZERO);
    }

    /** To be launched anew beside rows that flow on: what it began stays, and with it that older waypoints are void. */
    StepState goingOn() {
        return copy(
                        StepStatus.PENDING,
                        ran ? epoch + 1 : epoch,
                        tries,
                        launches,
                        ran,
                        0,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .with("", List.of(), Duration.ZERO);
    }

    StepState approved(Approval approval) {
        List<Approval> all = new ArrayList<>(approvals);
        all.add(approval);
        return with(note, all, extra);
    }

    StepState extended(Duration by) {
        return with(note, approvals, extra.plus(by));
    }

    StepState noted(String text) {
        return with(text, approvals, extra);
    }

    /** A gate or window that waits once more: what people said for it holds no longer. */
    StepState askedAgain(String why, Instant at) {
        return waiting(at).with(why, List.of(), Duration.ZERO);
    }

    /**
     * Behind its own crossing the one way is forward: asked to run once more in the same epoch, so that the host follows the hold
     * that it knows, and without preconditions, which only hold before it.
     */
    StepState forward() {
        return copy(
                StepStatus.RUNNING,
                epoch,
                tries,
                launches,
                true,
                0,
                waypoint,
                startedAt,
                Optional.empty(),
                Optional.empty());
    }

    /** How often it may have been launched in all by now: an operator's retry grants what the plan does, once more. */
    public int launchBudget() {
        return Math.max(0, launches - tries) + step.retry().launches();
    }

    /** The same failed or undone step, with nothing left of it. Keeps what a person wants to read. */
    StepState takenBack() {
        return copy(status, ran ? epoch + 1 : epoch, tries, launches, false, 0, "", startedAt, endedAt, result);
    }

    StepState withTries(int count) {
        return copy(status, epoch, count, launches, ran, doubts, waypoint, startedAt, endedAt, result);
    }

    private StepState with(String newNote, List<Approval> newApprovals, Duration newExtra) {
        return new StepState(
                step,
                number,
                status,
                newNote,
                epoch,
                tries,
                launches,
                ran,
                doubts,
                waypoint,
                startedAt,
                endedAt,
                result,
                newApprovals,
                newExtra);
    }

    private StepState copy(
            StepStatus newStatus,
            int newEpoch,
            int newTries,
            int newLaunches,
            boolean newRan,
            int newDoubts,
            String newWaypoint,
            Optional<Instant> newStartedAt,
            Optional<Instant> newEndedAt,
            Optional<StepResult> newResult) {
        return new StepState(
                step,
                number,
                newStatus,
                note,
                newEpoch,
                newTries,
                newLaunches,
                newRan,
                newDoubts,
                newWaypoint,
                newStartedAt,
                newEndedAt,
                newResult,
                approvals,
                extra);
    }
}
