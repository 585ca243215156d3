package io.belay.cli;

import io.belay.engine.activity.TesterClones.CloneReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Prints how to connect to a clone, for use in a shell: {@code psql $(belay clone connect db1/orders me)}. It does not start
 * psql itself, because the clone is on its host, where this command need not run.
 */
@Command(name = "connect", description = "Print psql's arguments for a clone: psql $(belay clone connect CLUSTER NAME)")
final class CloneConnectCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "host/name")
    private String cluster = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The clone's name.")
    private String name = "";

    @Mixin
    private TemporalOption temporal;

    CloneConnectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            CloneReport clone = desk.clones(cluster).stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Failures.noSuchClone(cluster, name, console));
            console.out().println(clone.connect());
        }
        return ExitCode.DONE.number();
    }
}
