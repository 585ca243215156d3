package io.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends the standing order for a cluster. What it took stays. */
@Command(name = "unguard", description = "End the hourly snapshots and rehearsals of a cluster; snapshots stay.")
@CommandGroup(CommandGroup.Heading.SNAPSHOTS)
final class UnguardCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "CLUSTER", description = "host/name")
    private String cluster = "";

    @Mixin
    private TemporalOption temporal;

    UnguardCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            boolean guarded = desk.unguard(cluster);
            console.out()
                    .println(
                            guarded
                                    ? cluster + " is no longer guarded; its snapshots stay"
                                    : cluster + " was not guarded");
        }
        return ExitCode.DONE.number();
    }
}
