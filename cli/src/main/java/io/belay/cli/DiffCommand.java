package io.belay.cli;

import io.belay.plans.diff.PlanDiff;
import io.belay.plans.file.ReadPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what changes from one plan to another, and what was given for the first and does not hold for the second. */
@Command(
        name = "diff",
        description = "Say in words what changes between two plans, and which approvals and rehearsals that voids.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "OLD", description = "The plan as it was.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The plan as it is to be.")
    private Path after = Path.of("");

    @Mixin
    private InputsOption inputs;

    @Mixin
    private OutputOption output;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReadPlan old = read(before);
        ReadPlan now = read(after);
        PlanDiff diff = PlanDiff.of(old, now);
        if (output.json()) {
            console.out().println(diff.json().toPrettyString());
        } else {
            console.out().print(diff.text());
            PlanArgument.missing(now).forEach(note -> console.out().println("note   " + note));
        }
        return (diff.isSame() ? ExitCode.DONE : ExitCode.DIFFERENT).number();
    }

    private ReadPlan read(Path file) {
        ReadPlan plan = inputs.read(file, console);
        if (plan.resolved().isEmpty()) {
            throw new PlanArgument.InvalidPlan(plan.problems());
        }
        return plan;
    }
}
