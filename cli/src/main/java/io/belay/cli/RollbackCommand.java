package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the candidate of a stopped run back to an earlier waypoint. */
@Command(name = "rollback", description = "Put the candidate of a stopped run back to an earlier waypoint.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RollbackCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Option(
            names = "--to",
            paramLabel = "STEP",
            description = "The last step that shall stay done (default: the last good one).")
    private String step = "";

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    RollbackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        String person = Person.of(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> !view.isRehearsal(), console);
            Decided decided = new Decided(found, console);
            RunStatus now = decided.ask(() -> desk.rollback(found.id(), step, decision.about(found, console)));
            decided.print(
                    "rollback",
                    "run " + found.id() + " goes back to " + (step.isEmpty() ? "its last good step" : "`" + step + "`")
                            + ", then waits",
                    person,
                    decision.reason(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
