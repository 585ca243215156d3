package io.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a tester's clone; what it shares with snapshots and live is not concerned. */
@Command(name = "drop", description = "Stop and remove a clone.")
final class CloneDropCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "host/name")
    private String cluster = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The clone's name.")
    private String name = "";

    @Mixin
    private TemporalOption temporal;

    CloneDropCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            desk.dropClone(cluster, name);
            console.out().println("clone " + name + " of " + cluster + " is gone");
        }
        return ExitCode.DONE.number();
    }
}
