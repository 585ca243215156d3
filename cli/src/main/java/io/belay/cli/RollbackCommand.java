package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the candidate of a stopped run back to an earlier waypoint; behind a promotion, the clients to the other side. */
@Command(
        name = "rollback",
        description = {
            "Put the candidate of a stopped run back to an earlier waypoint.",
            "Behind a promotion with a way back: make the other side live by one more hold."
        })
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RollbackCommand extends DecisionCommand {

    @Option(
            names = "--to",
            paramLabel = "STEP",
            description = "The last step that shall stay done (default: the last good one).")
    private String step = "";

    RollbackCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.ROLLBACK, step);
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        if (before.isPromoted()) {
            return "run " + before.id() + " makes "
                    + (before.status().promotion().isOldLive() ? "new" : "old")
                    + " live again by one more hold, with every row; a hold that takes longer than `budget.hold` undoes"
                    + " itself";
        }
        return "run " + before.id() + " goes back to " + (step.isEmpty() ? "its last good step" : "`" + step + "`")
                + ", then waits";
    }

    @Override
    String words(Choice choice) {
        return step.isEmpty() ? "" : " --to " + step;
    }
}
