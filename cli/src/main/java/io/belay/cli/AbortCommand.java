package io.belay.cli;

import io.belay.engine.client.Deciding;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a run before its crossing: everything it did is taken back. */
@Command(name = "abort", description = "End a run before its crossing: what it did is taken back, live serves on.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class AbortCommand extends DecisionCommand {

    @Option(
            names = "--stay",
            description = "Take nothing back: the run stops where it stands, and goes on by `retry`, or back.")
    private boolean stay;

    private boolean answered;

    AbortCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        return Choice.of(stay ? Kind.STOP : Kind.ABORT);
    }

    @Override
    RunStatus taken(EngineDesk desk, RunView found, Choice choice, Deciding who) {
        if (stay) {
            return super.taken(desk, found, choice, who);
        }
        answered = desk.abort(found.id(), who);
        return desk.run(found.id()).map(seen -> seen.status()).orElse(found.status());
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        if (stay) {
            return "run " + before.id() + " is stopped: nothing was taken back";
        }
        return answered
                ? "run " + before.id() + " ends: what it did is taken back"
                : "no engine answers now; run " + before.id() + " ends as soon as one does";
    }

    @Override
    boolean canBeMeant(RunView open) {
        return true;
    }

    @Override
    boolean isAboutWhatWasSeen() {
        return false;
    }

    @Override
    String words(Choice choice) {
        return stay ? " --stay" : "";
    }
}
