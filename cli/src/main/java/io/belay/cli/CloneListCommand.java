package io.belay.cli;

import io.belay.engine.activity.TesterClones.CloneReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The testers' clones of a cluster. */
@Command(name = "list", description = "List the clones of a cluster.")
final class CloneListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "CLUSTER", description = "host/name")
    private String cluster = "";

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    CloneListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            List<CloneReport> clones = desk.clones(cluster);
            if (output.json()) {
                console.out().println(Json.text(CloneCommand.document(cluster, clones)));
            } else if (clones.isEmpty()) {
                console.out()
                        .println("no clones of " + cluster + "; make one: " + console.command() + " clone " + cluster);
            } else {
                Table table = new Table()
                        .column("clone")
                        .column("snapshot")
                        .column("owner")
                        .column("created at")
                        .droppable("connect");
                clones.forEach(clone -> table.row(
                        clone.name(),
                        clone.snapshot(),
                        clone.owner(),
                        Times.exact(clone.createdAt()),
                        clone.connect()));
                table.lines(console.width(), console.palette()).forEach(console.out()::println);
            }
        }
        return ExitCode.DONE.number();
    }
}
