package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says no at a gate: the run stops there and waits. */
@Command(name = "reject", description = "Say no: the run stops at its gate until the reason is settled.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RejectCommand extends DecisionCommand {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step that waits (default: the one).")
    private String step = "";

    RejectCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.REJECT, GateChoice.gate(found, step, isNamedRequest(), console()));
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        return "`" + choice.step() + "` of run " + before.id() + " is rejected by " + Person.of(console()) + ": "
                + reason();
    }

    @Override
    boolean canBeMeant(RunView open) {
        return GateChoice.canBeMeant(open, isNamedRequest());
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
