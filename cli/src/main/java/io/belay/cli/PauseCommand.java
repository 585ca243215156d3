package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;

/** Lets no further step begin. */
@Command(name = "pause", description = "Let no further step of a run begin; the one at work goes on to its end.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class PauseCommand extends DecisionCommand {

    PauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.PAUSE);
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        return "run " + before.id() + " is paused: no further step begins";
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
