package io.belay.cli;

import io.belay.plans.file.FileKind;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.file.StepListFile;
import io.belay.plans.grammar.StepListGrammar;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says everything that is wrong with a plan, without asking anything but its text. */
@Command(name = "validate", description = "Report every mistake in a plan at once; asks no host, starts nothing.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class ValidateCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PlanArgument plan;

    @Mixin
    private OutputOption output;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path file = plan.file(console);
        Optional<Problems> list = FileKind.of(file)
                .filter(kind -> kind.equals(StepListGrammar.KIND))
                .map(kind -> StepListFile.check(file));
        return list.isPresent() ? stepList(list.get()) : plan();
    }

    /** A list has no hash of its own to approve: it is pinned by the plans that include it. */
    private int stepList(Problems problems) {
        ExitCode exit = problems.hasErrors() ? ExitCode.PLAN_INVALID : ExitCode.DONE;
        print(problems, exit, "step list");
        return exit.number();
    }

    private int plan() {
        ReadPlan read = plan.read(console);
        Problems problems = read.problems();
        ExitCode exit = read.resolved().isPresent() ? ExitCode.DONE : ExitCode.PLAN_INVALID;
        print(
                problems,
                exit,
                "plan " + read.hash().map(hash -> hash.substring(0, 12)).orElse(""));
        return exit.number();
    }

    private void print(Problems problems, ExitCode exit, String what) {
        if (output.json()) {
            console.out().println(PlanArgument.json(problems));
            return;
        }
        PlanArgument.print(problems, console);
        if (exit == ExitCode.DONE) {
            String warnings = problems.warnings() == 0 ? "" : ", " + counted(problems.warnings(), "warning");
            console.out()
                    .println(console.palette().good("valid") + ": "
                            + problems.source().name() + warnings + ", " + what);
        } else {
            console.err().println();
            console.err()
                    .println(counted(problems.errors(), "error") + ", " + counted(problems.warnings(), "warning")
                            + "; nothing was started");
            console.err().flush();
        }
    }

    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
