package io.belay.cli;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to the very plan of a run that waits for it. */
@Command(
        name = "approve",
        description = "Say yes to the plan of a run that waits for people; binds to the plan's hash.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class ApproveCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step that waits (default: the one).")
    private String step = "";

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            description =
                    "The plan's hash as you have read it, at least 12 digits; refused when the run carries another.")
    private String hash = "";

    @Mixin
    private ReasonOption reason;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    ApproveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        String person = Person.of(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            RunView found = run.find(desk, RunView::waitsAtGate, console);
            String gate = gate(found, step, console);
            Decided decided = new Decided(found, console);
            String bound = boundTo(found);
            RunStatus now = decided.ask(() -> desk.approve(found.id(), gate, bound, person, reason.text()));
            decided.print(
                    "approve",
                    "`" + gate + "` of run " + found.id() + " is approved by " + person + " for plan "
                            + bound.substring(0, Math.min(12, bound.length())) + " (recorded, not authenticated)",
                    person,
                    reason.text(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }

    /** What was read is what is approved; without it, what the run shows. */
    private String boundTo(RunView found) {
        String whole = found.observed().planHash();
        boolean same = hash.isEmpty() || (hash.length() >= 12 && whole.startsWith(hash));
        return same ? whole : hash;
    }

    static String gate(RunView run, String named, Console console) {
        if (!named.isEmpty()) {
            return named;
        }
        return run.gate()
                .orElseThrow(() -> new CliFailure(
                        ExitCode.CHECK_BLOCKED,
                        EngineErrors.WRONG_PHASE,
                        "run `" + run.id() + "` does not wait for an approval (it is " + StateWords.of(run) + ")",
                        "nothing was decided; " + run.status().safe(),
                        Commands.typed(run.status().next(), console)));
    }
}
