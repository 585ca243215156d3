package io.belay.web.view;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.client.ObservedRun.StepDetail;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.Phase;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.Problem;
import io.belay.engine.run.RunStatus.StepLine;
import io.belay.engine.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs as rows and pages. Pure: the time is an argument. */
public final class RunViews {

    private static final int SHORT_HASH = 12;

    private final Instant now;

    public RunViews(Instant now) {
        this.now = now;
    }

    public List<RunRow> rows(List<ObservedRun> runs) {
        return runs.stream().map(this::row).toList();
    }

    private RunRow row(ObservedRun run) {
        RunStatus status = run.status();
        return new RunRow(
                status.run(),
                phase(status),
                what(status),
                status.cluster(),
                current(status).orElse("–"),
                Words.exact(run.startedAt()),
                Words.spent(spent(run)),
                Words.visible(status.plan()));
    }

    /** @param ledger of the run's cluster, as far as it is known */
    public RunPage page(ObservedRun run, Optional<LedgerBrief> ledger) {
        RunStatus status = run.status();
        long longest = status.steps().stream()
                .filter(RunViews::isWork)
                .mapToLong(this::milliseconds)
                .max()
                .orElse(0);
        String hash = run.planHash().isEmpty() ? status.hash() : run.planHash();
        return new RunPage(
                status.run(),
                what(status),
                phase(status),
                Words.visible(status.plan()),
                hash.substring(0, Math.min(SHORT_HASH, hash.length())),
                status.cluster(),
                status.snapshot().isEmpty() ? "its own" : status.snapshot(),
                Words.exact(run.startedAt()),
                run.endedAt().map(Words::exact).orElse("–"),
                Words.spent(spent(run)),
                now(run),
                run.needsPerson(),
                ledger.map(known -> failing(status, known)).orElse(""),
                promotion(status),
                visible(status.problem()),
                Words.visible(status.safe()),
                Words.visible(status.next()),
                run.calls().stream().flatMap(call -> call(call).stream()).toList(),
                status.steps().stream().map(step -> step(step, run, longest)).toList(),
                run.logTail().stream().map(Words::visible).toList());
    }

    private static String failing(RunStatus status, LedgerBrief ledger) {
        return ledger.failing().stream()
                .filter(step -> step.step().equals(status.problem().step())
                        && step.plan().equals(status.plan()))
                .map(Views::sinceWhen)
                .findFirst()
                .orElse("");
    }

    /** Runs that wait for a person, with all that one has to know: what nobody should have to look for at night. */
    public List<RunPage> waiting(List<ObservedRun> runs) {
        return runs.stream()
                .filter(ObservedRun::needsPerson)
                .map(run -> page(run, Optional.empty()))
                .toList();
    }

    private static String promotion(RunStatus status) {
        if (status.promotion().isNone()) {
            return "";
        }
        if (status.promotion().isOldLive()) {
            return "Old is live again; new became live "
                    + Words.exact(Instant.parse(status.promotion().at()))
                    + ".";
        }
        long held = status.promotion().held();
        return "New is live since "
                + Words.exact(Instant.parse(status.promotion().at()))
                + (held == 0 ? "." : "; clients were held " + Words.spent(Duration.ofMillis(held)) + ".");
    }

    private String now(ObservedRun run) {
        List<String> parts = new ArrayList<>();
        if (!run.status().waitsFor().isEmpty()) {
            parts.add("waits for " + run.status().waitsFor());
        }
        if (!run.notice().isEmpty()) {
            parts.add(run.notice());
        }
        if (!run.status().note().isEmpty()) {
            parts.add(run.status().note());
        }
        if (run.status().stepsLeftOut() > 0) {
            parts.add(run.status().stepsLeftOut() + " steps at the beginning are done and not shown");
        }
        if (run.isOpen() && run.status().phase().equals(Phase.BLOCKED.name())) {
            // A gate says itself since when it waits.
            Instant since = Instant.parse(run.status().changed());
            parts.add("it has stood like this since " + Words.exact(since) + ", " + Words.ago(since, now));
        } else if (run.isOpen()) {
            parts.add("the engine wrote this " + Words.ago(run.asOf(), now));
        }
        return Words.visible(String.join("; ", parts));
    }

    private static Optional<String> call(ObservedRun.Call call) {
        if (call.isStarted() && call.lastFailure().isEmpty()) {
            return Optional.empty();
        }
        String state = call.isStarted() ? "runs" : "was not picked up by a worker yet";
        String failure = call.lastFailure().isEmpty() ? "" : "; the attempt before ended with: " + call.lastFailure();
        return Optional.of(Words.visible(call.activity() + ", attempt " + call.attempt() + ", " + state + failure));
    }

    private StepRow step(StepLine step, ObservedRun run, long longest) {
        Optional<StepDetail> detail = run.detail(step.id());
        long milliseconds = milliseconds(step);
        int allowed = detail.map(StepDetail::allowedLaunches).orElse(0);
        String launches = step.attempts() == 0 ? "–" : step.attempts() + (allowed > 0 ? " of " + allowed : "");
        List<FindingReport> findings =
                detail.flatMap(StepDetail::result).map(StepResult::findings).orElse(List.of());
        boolean begun = milliseconds > 0 || step.attempts() > 0;
        return new StepRow(
                step.id(),
                Mark.of(StepStatus.valueOf(step.status())),
                begun ? Words.spent(Duration.ofMillis(milliseconds)) : "–",
                longest == 0 || !isWork(step) ? 0 : (int) (milliseconds * 100 / longest),
                launches,
                said(step, run),
                findings.stream()
                        .map(finding -> visible(finding, run.status().problem()))
                        .toList());
    }

    /** Waiting for people takes hours, beside which no step's time could be seen. */
    private static boolean isWork(StepLine step) {
        return step.attempts() > 0;
    }

    /** What the problem box says already is not said twice. */
    private static String said(StepLine step, ObservedRun run) {
        boolean isAbove =
                step.note().isEmpty() && step.id().equals(run.status().problem().step());
        return isAbove ? "" : Words.visible(run.said(step));
    }

    /** A step at work goes on counting: its line was written when it began. */
    private long milliseconds(StepLine step) {
        if (step.since().isEmpty()) {
            return step.milliseconds();
        }
        return Math.max(
                step.milliseconds(),
                Duration.between(Instant.parse(step.since()), now).toMillis());
    }

    private static Problem visible(Problem problem) {
        return new Problem(
                problem.step(),
                problem.code(),
                problem.fault(),
                Words.visible(problem.summary()),
                Words.visible(problem.remedy()),
                Words.visible(problem.object()));
    }

    /** Without what its statement or the problem box says already. */
    private static FindingReport visible(FindingReport finding, Problem problem) {
        boolean namesItself = finding.statement().startsWith(finding.object() + ":");
        boolean remedyIsAbove = finding.remedy().equals(problem.remedy());
        return new FindingReport(
                finding.code(),
                finding.severity(),
                namesItself ? "" : Words.visible(finding.object()),
                Words.visible(finding.statement()),
                remedyIsAbove ? "" : Words.visible(finding.remedy()),
                Words.visible(finding.undo()));
    }

    private static Mark phase(RunStatus status) {
        boolean applying = status.phase().equals(Phase.APPLYING.name());
        return applying && !status.rehearsal()
                ? Mark.applying(status.needsPerson(), !status.promotion().isNone())
                : Mark.of(Phase.valueOf(status.phase()), status.rehearsal());
    }

    private static String what(RunStatus status) {
        return status.isQuick() ? "Quick rehearsal" : status.rehearsal() ? "Rehearsal" : "Upgrade";
    }

    private static Optional<String> current(RunStatus status) {
        if (!status.problem().step().isEmpty()) {
            return Optional.of(status.problem().step());
        }
        return status.steps().stream()
                .filter(step -> {
                    StepStatus state = StepStatus.valueOf(step.status());
                    return !state.isClosed() && state != StepStatus.PENDING;
                })
                .map(StepLine::id)
                .findFirst();
    }

    private Duration spent(ObservedRun run) {
        return Duration.between(run.startedAt(), run.endedAt().orElse(now));
    }
}
