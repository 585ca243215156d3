package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;

/** Goes on from the last waypoint, once what stopped the run is mended. */
@Command(name = "retry", description = "Go on from the last waypoint, once what stopped the run is mended.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RetryCommand extends DecisionCommand {

    RetryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.RETRY);
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        String failed = before.problem().step();
        return "run " + before.id() + " goes on" + (failed.isEmpty() ? "" : " with `" + failed + "`");
    }
}
