package io.belay.cli;

import io.belay.plans.diff.PlanDiff;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what changes from one plan to another, and what that voids; or what of a plan is no longer so in the world. */
@Command(
        name = "diff",
        description =
                "Say in words what changes between two plans, and which approvals and rehearsals that voids; with --world, what"
                        + " differs between a plan and the world.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class DiffCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "The plan as it was; with --world the plan or saved plan.")
    private Path before = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "NEW", description = "The plan as it is to be.")
    private Path after = Path.of("");

    @Option(
            names = "--world",
            description = "Ask the host: what of a saved plan's facts, or of what a plan states, is another by now.")
    private boolean world;

    @Mixin
    private InputsOption inputs;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    DiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    public Integer call() {
        boolean two = !after.toString().isEmpty();
        if (two == world) {
            throw new ParameterException(spec.commandLine(), "name either a second plan or --world");
        }
        return world ? withWorld() : withPlan();
    }

    private int withWorld() {
        ChosenPlan plan = inputs.chosen(before);
        plan.require(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            return World.of(plan, desk, console).print(console, output.json());
        }
    }

    private int withPlan() {
        ReadPlan old = inputs.read(before, console);
        ReadPlan now = inputs.read(after, console);
        requireBoth(old, now);
        PlanDiff diff = PlanDiff.of(old, now);
        if (output.json()) {
            console.out().println(diff.json().toPrettyString());
        } else {
            console.out().print(diff.text());
            PlanArgument.missing(now).forEach(note -> console.out().println("note   " + note));
        }
        return (diff.isSame() ? ExitCode.DONE : ExitCode.DIFFERENT).number();
    }

    /** What is wrong with either is said in one go. */
    private static void requireBoth(ReadPlan old, ReadPlan now) {
        if (old.resolved().isPresent() && now.resolved().isPresent()) {
            return;
        }
        Problems problems = (old.resolved().isEmpty() ? old : now).problems();
        if (old.resolved().isEmpty() && now.resolved().isEmpty()) {
            problems.include(now.problems());
        }
        throw new PlanArgument.InvalidPlan(problems);
    }
}
