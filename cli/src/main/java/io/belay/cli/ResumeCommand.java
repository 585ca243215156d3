package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;

/** Lets a paused run go on. */
@Command(name = "resume", description = "Let a paused run go on.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class ResumeCommand extends DecisionCommand {

    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.RESUME);
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        return "run " + before.id() + " goes on";
    }

    @Override
    boolean canBeMeant(RunView open) {
        return true;
    }

    @Override
    boolean isAboutWhatWasSeen() {
        return false;
    }
}
