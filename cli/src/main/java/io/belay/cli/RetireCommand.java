package io.belay.cli;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Phase;
import io.belay.engine.run.RunStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets old live go, behind a promotion: the last point of no return. */
@Command(name = "retire", description = "Let old live go behind a promotion, for good; its last image stays.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RetireCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    RetireCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> !view.status().promotion().isNone(), console);
            String cluster = found.status().cluster();
            // Asked first: nobody shall confirm something that is refused a moment later.
            if (!found.isPromoted()) {
                throw new CliFailure(
                        ExitCode.CHECK_BLOCKED,
                        EngineErrors.NOTHING_TO_RETIRE,
                        "run `" + found.id() + "` has not made new live, so there is no old live to let go",
                        "nothing was decided; " + found.status().safe(),
                        Commands.typed(found.status().next(), console));
            }
            confirmation.require(
                    cluster,
                    List.of("POINT OF NO RETURN: the data of old live of " + cluster
                            + " is removed; its last image stays, pinned, among the snapshots"),
                    surroundings);
            boolean onItsOwn = found.isEnded() && found.phase() == Phase.PROMOTED;
            return onItsOwn ? start(desk, found) : confirm(desk, found);
        }
    }

    private int confirm(EngineDesk desk, RunView found) {
        Console console = surroundings.console();
        String person = Person.of(console);
        Decided decided = new Decided(found, console);
        RunStatus now = decided.ask(() -> desk.retire(found.id(), decision.about(found, console)));
        decided.print(
                "retire",
                "old live of " + found.status().cluster() + " is let go by run " + found.id(),
                person,
                decision.reason(),
                now,
                output.json());
        return ExitCode.DONE.number();
    }

    private int start(EngineDesk desk, RunView found) {
        Console console = surroundings.console();
        String id = new Decided(found, console).ask(() -> desk.startRetirement(found.id(), Person.of(console)));
        if (output.json()) {
            console.out()
                    .println(Json.text(Json.document("started").put("run", id).put("retires_for", found.id())));
        } else {
            console.out()
                    .println(console.palette()
                            .good("run " + id + " is started: it lets go what " + found.id() + " left of old live"));
            console.out().println("  next  " + console.command() + " watch " + id);
        }
        return ExitCode.DONE.number();
    }
}
