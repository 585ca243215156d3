package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Goes on without the step that failed, where nothing behind it relies on it. */
@Command(name = "skip", description = "Go on without the step that failed, where nothing behind it relies on it.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class SkipCommand extends DecisionCommand {

    @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "The step that failed (default: it).")
    private String step = "";

    SkipCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.SKIP, step);
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        String failed = step.isEmpty() ? before.problem().step() : step;
        return "run " + before.id() + " goes on without `" + failed + "`: " + reason();
    }

    @Override
    boolean needsReason() {
        return true;
    }

    @Override
    String words(Choice choice) {
        return super.words(choice) + " --reason TEXT";
    }
}
