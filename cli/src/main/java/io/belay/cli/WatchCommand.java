package io.belay.cli;

import io.belay.engine.ledger.LedgerBrief;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows a run until it ends; ending the command does not end the run. */
@Command(
        name = "watch",
        description = "Follow a run until it ends or waits for a person; exits with the run's outcome.")
@CommandGroup(CommandGroup.Heading.RUNS)
final class WatchCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS = 10;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id = "";

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (EngineDesk desk = surroundings.open(temporal)) {
            return follow(id, desk, surroundings, output.json());
        }
    }

    /** Shows the run to its end, then the verdict; the same for `watch` and `rehearse`. */
    static int follow(String id, EngineDesk desk, Surroundings surroundings, boolean json) throws InterruptedException {
        RunView run = new RunWatcher(surroundings, desk, json).untilEnd(id);
        if (!json) {
            Console console = surroundings.console();
            if (!console.interactive() && !run.problem().isNone()) {
                RunBlock.tail(run, console.palette()).forEach(console.out()::println);
            }
            RunVerdict.of(run, ledger(run, desk, surroundings), console).forEach(console.out()::println);
        }
        return run.exit().number();
    }

    /** The ledger is told of a run's end and knows it a moment later. */
    private static Optional<LedgerBrief> ledger(RunView run, EngineDesk desk, Surroundings surroundings)
            throws InterruptedException {
        Optional<LedgerBrief> brief = desk.ledger(run.status().cluster());
        boolean toBeTold = run.isRehearsal() && run.isEnded() && !run.problem().isNone();
        for (int look = 0;
                toBeTold && look < LOOKS && brief.filter(run::isFailingIn).isEmpty();
                look++) {
            surroundings.pause().of(BETWEEN_LOOKS);
            brief = desk.ledger(run.status().cluster());
        }
        return brief;
    }
}
