package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.RunStatus;
import io.belay.plans.model.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a step, a wait or an approval more time than its plan does. */
@Command(name = "extend", description = "Give a step, a wait or an approval more time than its plan does.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class ExtendCommand extends DecisionCommand {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step, or the gate whose approval shall hold (default: the step that the run is at).")
    private String step = "";

    @Option(names = "--by", paramLabel = "TIME", required = true, description = "How much more, for example 2h30m.")
    private String time = "";

    ExtendCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        // In its normal spelling; what is no time at all the run itself refuses, with what it takes.
        return Choice.extend(
                step, DurationText.parse(time).map(DurationText::write).orElse(time));
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        return (step.isEmpty() ? "run " + before.id() : "`" + step + "` of run " + before.id()) + " has "
                + choice.time() + " more";
    }

    @Override
    String words(Choice choice) {
        return super.words(choice) + " --by " + choice.time();
    }

    @Override
    boolean canBeMeant(RunView open) {
        return true;
    }

    /** More time fits whatever happened meanwhile: while something runs, what was seen is always a little old. */
    @Override
    boolean isAboutWhatWasSeen() {
        return false;
    }
}
