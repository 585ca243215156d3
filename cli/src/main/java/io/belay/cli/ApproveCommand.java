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

    private static final int SHORTEST = 12;

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

    @Option(
            names = "--facts",
            paramLabel = "HASH",
            description = "The facts hash as you have read it in the saved plan, at least 12 digits; likewise.")
    private String facts = "";

    @Mixin
    private DecisionOptions decision;

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
            String bound = boundTo(hash, found.observed().planHash());
            String world = boundTo(facts, found.status().facts());
            RunStatus now =
                    decided.ask(() -> desk.approve(found.id(), gate, bound, world, decision.about(found, console)));
            decided.print(
                    "approve",
                    "`" + gate + "` of run " + found.id() + " is approved by " + person + " for plan "
                            + shortened(bound) + (world.isEmpty() ? "" : " and facts " + shortened(world))
                            + " (recorded, not authenticated)",
                    person,
                    decision.reason(),
                    now,
                    output.json());
        }
        return ExitCode.DONE.number();
    }

    /** What was read is what is approved; without it, what the run shows. */
    private static String boundTo(String read, String whole) {
        boolean same = read.isEmpty() || (read.length() >= SHORTEST && whole.startsWith(read));
        return same ? whole : read;
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHORTEST, hash.length()));
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
