package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a paused run go on. */
@Command(name = "resume", description = "Let a paused run go on.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class ResumeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> true, console);
            Decided decided = new Decided(found, console);
            RunStatus now = decided.ask(() -> desk.resume(found.id(), decision.whatever(console)));
            decided.print(
                    "resume",
                    "run " + found.id() + " goes on",
                    Person.of(console),
                    decision.reason(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
