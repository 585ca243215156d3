package io.belay.cli;

import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says no at a gate: the run stops there and waits. */
@Command(name = "reject", description = "Say no: the run stops at its gate until the reason is settled.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class RejectCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step that waits (default: the one).")
    private String step = "";

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    RejectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        String person = Person.of(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, RunView::waitsAtGate, console);
            String gate = ApproveCommand.gate(found, step, console);
            String why = decision.require("reject", found.id(), console);
            Decided decided = new Decided(found, console);
            RunStatus now = decided.ask(() -> desk.reject(found.id(), gate, decision.about(found, console)));
            decided.print(
                    "reject",
                    "`" + gate + "` of run " + found.id() + " is rejected by " + person + ": " + why,
                    person,
                    why,
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }
}
