package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on without the step that failed, where nothing behind it relies on it. */
@Command(name = "skip", description = "Go on without the step that failed, where nothing behind it relies on it.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class SkipCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "The step that failed (default: it).")
    private String step = "";

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    SkipCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, view -> !view.isRehearsal(), console);
            String why = decision.require("skip", found.id(), console);
            String failed = step.isEmpty() ? found.problem().step() : step;
            Decided decided = new Decided(found, console);
            RunStatus now = decided.ask(() -> desk.skip(found.id(), step, decision.about(found, console)));
            decided.print(
                    "skip",
                    "run " + found.id() + " goes on without `" + failed + "`: " + why,
                    Person.of(console),
                    why,
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
