package io.belay.cli;

import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.Phase;
import io.belay.engine.run.RunStatus.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said when a run has ended or stopped: since when the step fails, the object, the remedy, the next command. Pure. */
final class RunVerdict {

    private final RunView run;
    private final Optional<LedgerBrief> ledger;
    private final Console console;
    private final List<String> lines = new ArrayList<>();

    private RunVerdict(RunView run, Optional<LedgerBrief> ledger, Console console) {
        this.run = run;
        this.ledger = ledger;
        this.console = console;
    }

    /** Ends with what is safe now and what to run next, whatever the run's state. */
    static List<String> of(RunView run, Optional<LedgerBrief> ledger, Console console) {
        RunVerdict verdict = new RunVerdict(run, ledger, console);
        verdict.write();
        return verdict.lines;
    }

    /** {@code passed on S2, fails since S3}: the one sentence for which the ledger is kept. */
    static String sinceWhen(FailingSince step) {
        String passed = step.lastPassed().isEmpty() ? "never passed" : "passed on " + step.lastPassed();
        return passed + ", fails since " + step.firstFailed();
    }

    private void write() {
        if (!run.problem().isNone()) {
            problem(run.problem());
        } else if (run.phase() == Phase.COMPLETED && run.isRehearsal()) {
            String snapshot = run.status().snapshot();
            lines.add(console.palette().good("the rehearsal passed") + ": every step of "
                    + run.status().plan() + " works on "
                    + (snapshot.isEmpty() ? "a fresh snapshot" : "snapshot " + snapshot)
                    + "; live was not touched");
        } else if (run.isPromoted()) {
            RunBlock.promotion(run)
                    .ifPresent(text -> lines.add(console.palette().good(text)));
        }
        if (!run.status().note().isEmpty()) {
            field("note", run.status().note());
        }
        if (!saysThatLiveIsUntouched() && !run.status().safe().isEmpty()) {
            field("safe", Commands.named(run.status().safe(), run.id(), console));
        }
        if (!run.status().next().isEmpty()) {
            field("next", Commands.typed(run.status().next(), console));
        }
        boolean told =
                run.status().next().equals("belay explain " + run.problem().code());
        if (!run.problem().code().isEmpty() && !told) {
            field("see", console.command() + " explain " + run.problem().code());
        }
    }

    private void problem(Problem problem) {
        String where = problem.step().isEmpty() ? "" : "step " + problem.step() + ": ";
        String code = problem.code().isEmpty() ? "error" : "error[" + problem.code() + "]";
        lines.add(console.palette().bad(code) + ": " + where + problem.summary());
        ledger.flatMap(run::failingSince).ifPresent(step -> field("since", sinceWhen(step)));
        if (!problem.object().isEmpty()) {
            field("object", problem.object());
        }
        if (!problem.remedy().isEmpty()) {
            field("remedy", Commands.named(problem.remedy(), run.id(), console));
        }
        run.step(problem.step()).ifPresent(step -> step.findings().forEach(finding -> finding(finding, problem)));
    }

    private void finding(FindingReport finding, Problem problem) {
        // The finding names its object with database and kind, the problem by its name alone.
        boolean told = finding.remedy().equals(problem.remedy())
                && (!finding.remedy().isEmpty() || finding.object().equals(problem.object()));
        if (!told) {
            field(finding.severity(), finding.object() + ": " + finding.statement() + " (" + finding.code() + ")");
            if (!finding.remedy().isEmpty()) {
                field("remedy", finding.remedy());
            }
        }
        if (!finding.undo().isEmpty()) {
            field("undo", finding.undo());
        }
    }

    /** A rehearsal that passed says so in its first line. */
    private boolean saysThatLiveIsUntouched() {
        return run.isRehearsal()
                && run.phase() == Phase.COMPLETED
                && run.problem().isNone();
    }

    private void field(String label, String text) {
        String indented = text.strip().replace("\n", "\n           ");
        lines.add("  " + console.palette().quiet(String.format("%-7s", label)) + "  " + indented);
    }
}
