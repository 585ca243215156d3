package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on from the last waypoint, once what stopped the run is mended. */
@Command(name = "retry", description = "Go on from the last waypoint, once what stopped the run is mended.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RetryCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    RetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        String person = Person.of(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> !view.isRehearsal(), console);
            String failed = found.problem().step();
            Decided decided = new Decided(found, console);
            RunStatus now = decided.ask(() -> desk.retry(found.id(), decision.about(found, console)));
            decided.print(
                    "retry",
                    "run " + found.id() + " goes on" + (failed.isEmpty() ? "" : " with `" + failed + "`"),
                    person,
                    decision.reason(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
