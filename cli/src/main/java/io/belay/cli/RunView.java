package io.belay.cli;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.client.ObservedRun.StepDetail;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Phase;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.Problem;
import io.belay.engine.run.RunStatus.StepLine;
import io.belay.engine.run.StepStatus;
import io.belay.plans.agree.AgreedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as commands show it: what the engine wrote, with the details of its steps beside it. Pure; immutable.
 *
 * @param observed what the engine's client has read
 * @param steps in the order of the plan
 */
record RunView(ObservedRun observed, List<Step> steps) {

    RunView {
        steps = List.copyOf(steps);
    }

    /**
     * @param launches how often it was started so far
     * @param allowed how often it may be started in all, 0 when that is not known
     * @param milliseconds when the engine wrote the status
     * @param since when it began, for the step at work
     * @param said what the step reported, or why it is skipped; may be empty
     */
    record Step(
            String id,
            String kind,
            StepStatus status,
            int launches,
            int allowed,
            long milliseconds,
            Optional<Instant> since,
            String said,
            List<FindingReport> findings) {

        Step {
            findings = List.copyOf(findings);
        }

        /** A step at work goes on counting: its line was written when it began. */
        Duration spent(Instant now) {
            Duration written = Duration.ofMillis(milliseconds);
            return since.map(start -> Duration.between(start, now))
                    .filter(running -> running.compareTo(written) > 0)
                    .orElse(written);
        }

        boolean isAtWork() {
            return switch (status) {
                case PREPARING, RUNNING, UNCLEAR, VERIFYING, FREEZING, WAITING, UNDOING -> true;
                case PENDING, DONE, SKIPPED, FAILED, UNDONE, UNDO_FAILED -> false;
            };
        }
    }

    static RunView of(ObservedRun observed) {
        List<Step> steps = new ArrayList<>();
        for (StepLine line : observed.status().steps()) {
            steps.add(step(line, observed.said(line), observed.detail(line.id())));
        }
        return new RunView(observed, steps);
    }

    private static Step step(StepLine line, String said, Optional<StepDetail> detail) {
        return new Step(
                line.id(),
                detail.map(StepDetail::kind).orElse(""),
                StepStatus.valueOf(line.status()),
                line.attempts(),
                detail.map(StepDetail::allowedLaunches).orElse(0),
                line.milliseconds(),
                line.since().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(line.since())),
                said,
                detail.flatMap(StepDetail::result).map(StepResult::findings).orElse(List.of()));
    }

    RunStatus status() {
        return observed.status();
    }

    String id() {
        return status().run();
    }

    Phase phase() {
        return Phase.valueOf(status().phase());
    }

    Problem problem() {
        return status().problem();
    }

    boolean isRehearsal() {
        return status().rehearsal();
    }

    boolean isEnded() {
        return observed.isEnded();
    }

    /** The same run as it is told by a newer status. */
    static RunView of(ObservedRun observed, RunStatus newer) {
        return of(new ObservedRun(
                newer,
                observed.workflowId(),
                observed.executionId(),
                observed.planHash(),
                observed.startedAt(),
                observed.endedAt(),
                observed.asOf(),
                observed.calls(),
                observed.logTail(),
                observed.notice(),
                observed.details()));
    }

    /** A person has to do something before the run goes on. */
    boolean needsPerson() {
        return observed.needsPerson();
    }

    boolean isPromoted() {
        return !status().promotion().isNone();
    }

    /** Behind the crossing, for days: nothing is at work until old live's time is over. */
    boolean keepsOldLive() {
        return !isEnded()
                && isPromoted()
                && phase() == Phase.APPLYING
                && !status().waitsFor().isEmpty();
    }

    /** The step that waits for people to say yes. */
    Optional<String> gate() {
        return isEnded() || isPromoted() || !status().needsPerson()
                ? Optional.empty()
                : steps.stream()
                        .filter(step -> step.status() == StepStatus.WAITING)
                        .map(Step::id)
                        .findFirst();
    }

    boolean waitsAtGate() {
        return gate().isPresent();
    }

    Optional<String> currentStep() {
        if (!problem().step().isEmpty()) {
            return Optional.of(problem().step());
        }
        return steps.stream().filter(Step::isAtWork).map(Step::id).findFirst();
    }

    Optional<Step> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    Duration spent(Instant now) {
        return Duration.between(observed.startedAt(), observed.endedAt().orElse(now));
    }

    /** The outcome as an exit code; of a run that is under way it says that nothing is wrong so far. */
    ExitCode exit() {
        if (steps.stream().anyMatch(step -> step.status() == StepStatus.UNDO_FAILED)) {
            return ExitCode.ROLLBACK_FAILED;
        }
        if (problem().code().equals(EngineErrors.FACTS_DRIFTED.text())
                && (phase() == Phase.BLOCKED || phase() == Phase.FAILED)) {
            return ExitCode.DRIFTED;
        }
        return switch (phase()) {
            case BLOCKED -> ExitCode.STOPPED_AT_STEP;
            case FAILED -> failed(problem());
            case ABORTED -> ExitCode.ROLLED_BACK;
            case PREFLIGHT, APPLYING, ROLLING_BACK, CLOSING ->
                waitsAtGate() ? ExitCode.WAITING_FOR_APPROVAL : ExitCode.DONE;
            case COMPLETED, PROMOTED -> ExitCode.DONE;
        };
    }

    /** The ledger's word on the step that this run's problem is about. */
    Optional<FailingSince> failingSince(LedgerBrief brief) {
        return brief.failing().stream()
                .filter(step ->
                        step.step().equals(problem().step()) && step.plan().equals(status().plan()))
                .findFirst();
    }

    boolean isFailingIn(LedgerBrief brief) {
        return failingSince(brief).isPresent();
    }

    /** Without a step nothing was begun: nobody was there to ask, or the host refused the plan as a whole. */
    private static ExitCode failed(Problem problem) {
        if (!problem.step().isEmpty()) {
            return ExitCode.STOPPED_AT_STEP;
        }
        if (problem.code().equals(EngineErrors.LIVE_IS_ANOTHER.text())
                || problem.code().equals(AgreedPlan.DIFFERS.text())) {
            return ExitCode.DRIFTED;
        }
        return EngineFailures.isUnreachable(problem.code()) ? ExitCode.UNREACHABLE : ExitCode.CHECK_BLOCKED;
    }
}
