package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the host holds of a cluster's snapshots; takes one when asked to. */
@Command(name = "snapshots", description = "List the snapshots of a cluster, or take one now.")
@CommandGroup(CommandGroup.Heading.SNAPSHOTS)
final class SnapshotsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "CLUSTER", description = "host/name")
    private String cluster = "";

    @Option(names = "--take", description = "Take a snapshot now.")
    private boolean take;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    SnapshotsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            List<SnapshotReport> snapshots =
                    take ? List.of(desk.takeSnapshot(cluster, Person.of(console))) : desk.snapshots(cluster);
            if (output.json()) {
                console.out().println(Json.text(document(snapshots)));
            } else if (take) {
                printTaken(snapshots.get(0));
            } else {
                print(snapshots);
                GuardLine.of(desk, cluster, console.palette()).ifPresent(console.out()::println);
            }
        }
        return ExitCode.DONE.number();
    }

    private void printTaken(SnapshotReport snapshot) {
        Console console = surroundings.console();
        console.out()
                .println(console.palette().good("snapshot " + snapshot.id()) + " of " + cluster + " in "
                        + Times.spent(Duration.ofMillis(snapshot.storageMilliseconds())) + " ("
                        + snapshot.consistency() + "; flushing before it took "
                        + Times.spent(Duration.ofMillis(snapshot.flushMilliseconds())) + ")");
    }

    private void print(List<SnapshotReport> snapshots) {
        Console console = surroundings.console();
        if (snapshots.isEmpty()) {
            console.out()
                    .println("no snapshots of " + cluster + " yet; take one: " + console.command() + " snapshots "
                            + cluster + " --take");
            return;
        }
        Table table = new Table()
                .column("snapshot")
                .column("taken at")
                .column("state")
                .column("consistency")
                .number("took")
                .column("held by")
                .droppable("taken by");
        for (SnapshotReport snapshot : snapshots) {
            String holders = String.join(", ", snapshot.usedBy());
            String pinned = snapshot.pinned();
            String held = holders.isEmpty() ? pinned : pinned.isEmpty() ? holders : holders + "; " + pinned;
            table.row(
                    snapshot.id(),
                    Times.exact(snapshot.takenAt()),
                    snapshot.state(),
                    snapshot.consistency(),
                    Times.spent(Duration.ofMillis(snapshot.storageMilliseconds())),
                    held.isEmpty() ? "-" : held,
                    snapshot.takenBy());
        }
        table.lines(console.width(), console.palette()).forEach(console.out()::println);
    }

    private ObjectNode document(List<SnapshotReport> snapshots) {
        ObjectNode document = Json.document("snapshots");
        document.put("cluster", cluster);
        ArrayNode array = document.putArray("snapshots");
        for (SnapshotReport snapshot : snapshots) {
            ObjectNode object = array.addObject();
            object.put("id", snapshot.id());
            object.put("taken_at", snapshot.takenAt());
            object.put("taken_by", snapshot.takenBy());
            object.put("state", snapshot.state());
            object.put("consistency", snapshot.consistency());
            object.put("version", snapshot.version());
            object.put("system_identifier", snapshot.systemIdentifier());
            object.put("redo_location", snapshot.redoLocation());
            object.put("storage_milliseconds", snapshot.storageMilliseconds());
            object.put("flush_milliseconds", snapshot.flushMilliseconds());
            object.put("pinned", snapshot.pinned());
            ArrayNode users = object.putArray("used_by");
            snapshot.usedBy().forEach(users::add);
        }
        return document;
    }
}
