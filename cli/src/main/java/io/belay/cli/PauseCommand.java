package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets no further step begin. */
@Command(name = "pause", description = "Let no further step of a run begin; the one at work goes on to its end.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class PauseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    PauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> true, console);
            Decided decided = new Decided(found, console);
            RunStatus now = decided.ask(() -> desk.pause(found.id(), decision.whatever(console)));
            decided.print(
                    "pause",
                    "run " + found.id() + " is paused: no further step begins",
                    Person.of(console),
                    decision.reason(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
