package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a run before its crossing: everything it did is taken back. */
@Command(name = "abort", description = "End a run before its crossing: what it did is taken back, live serves on.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class AbortCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    AbortCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        String person = Person.of(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> true, console);
            Decided decided = new Decided(found, console);
            boolean taken = decided.ask(() -> desk.abort(found.id(), decision.whatever(console)));
            RunStatus now = desk.run(found.id()).map(seen -> seen.status()).orElse(found.status());
            decided.print(
                    "abort",
                    taken
                            ? "run " + found.id() + " ends: what it did is taken back"
                            : "no engine answers now; run " + found.id() + " ends as soon as one does",
                    person,
                    decision.reason(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
