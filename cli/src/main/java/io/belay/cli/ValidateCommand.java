package io.belay.cli;

import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problems;
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
        ReadPlan read = plan.read(console);
        Problems problems = read.problems();
        ExitCode exit = read.resolved().isPresent() ? ExitCode.DONE : ExitCode.PLAN_INVALID;
        if (output.json()) {
            console.out().println(PlanArgument.json(problems));
            return exit.number();
        }
        PlanArgument.print(problems, console);
        if (exit == ExitCode.DONE) {
            String warnings = problems.warnings() == 0 ? "" : ", " + counted(problems.warnings(), "warning");
            console.out()
                    .println(console.palette().good("valid") + ": "
                            + problems.source().name() + warnings + ", plan "
                            + read.hash().map(hash -> hash.substring(0, 12)).orElse(""));
        } else {
            console.err().println();
            console.err()
                    .println(counted(problems.errors(), "error") + ", " + counted(problems.warnings(), "warning")
                            + "; nothing was started");
            console.err().flush();
        }
        return exit.number();
    }

    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
