package io.belay.cli;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Grade;
import io.belay.engine.run.Phase;
import io.belay.engine.run.Preview;
import io.belay.engine.run.Preview.Deed;
import io.belay.engine.run.RunStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets old live go, behind a promotion: the last point of no return. */
@Command(name = "retire", description = "Let old live go behind a promotion, for good; its last image stays.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RetireCommand extends DecisionCommand {

    @Mixin
    private Confirmation confirmation;

    RetireCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean canBeMeant(RunView open) {
        return !open.status().promotion().isNone();
    }

    /** Behind a run that has ended it is carried out by a run of its own. */
    @Override
    void decide(EngineDesk desk, RunView found) {
        // Asked first: nobody shall confirm something that is refused a moment later.
        if (!found.isPromoted()) {
            throw new CliFailure(
                    ExitCode.CHECK_BLOCKED,
                    EngineErrors.NOTHING_TO_RETIRE,
                    "run `" + found.id() + "` has not made new live, so there is no old live to let go",
                    "nothing was decided; " + found.status().safe(),
                    Commands.typed(found.status().next(), console()));
        }
        boolean onItsOwn = found.isEnded() && found.phase() == Phase.PROMOTED;
        if (isPreview() && !onItsOwn) {
            super.decide(desk, found);
            return;
        }
        if (isPreview()) {
            new PreviewReport(foreseen(found), found, console())
                    .print(console().command() + " retire " + found.id(), json());
            return;
        }
        String cluster = found.status().cluster();
        confirmation.require(
                cluster,
                List.of("POINT OF NO RETURN: the data of old live of " + cluster
                        + " is removed; its last image stays, pinned, among the snapshots"),
                surroundings());
        if (onItsOwn) {
            start(desk, found);
        } else {
            super.decide(desk, found);
        }
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(Kind.RETIRE);
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        return "old live of " + before.status().cluster() + " is let go by run " + before.id();
    }

    /** The run that let it go has ended, so nobody else is there to be asked. */
    private static Preview foreseen(RunView found) {
        return new Preview(
                Kind.RETIRE.word(),
                found.id(),
                found.status().revision(),
                Grade.CONFIRM.name(),
                "",
                List.of(new Deed("run", "retire", Grade.CONFIRM.name(), "touches old live: it goes for good")),
                0,
                false,
                "",
                "a run of its own has ended");
    }

    private void start(EngineDesk desk, RunView found) {
        Console console = console();
        String id = new Decided(found, console).ask(() -> desk.startRetirement(found.id(), Person.of(console)));
        if (json()) {
            console.out()
                    .println(Json.text(Json.document("started").put("run", id).put("retires_for", found.id())));
        } else {
            console.out()
                    .println(console.palette()
                            .good("run " + id + " is started: it lets go what " + found.id() + " left of old live"));
            console.out().println("  next  " + console.command() + " watch " + id);
        }
    }
}
