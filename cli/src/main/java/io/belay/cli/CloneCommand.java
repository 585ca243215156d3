package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.TesterClones.CloneReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a tester a clone of their own, behind the same gate as a candidate: private socket, no network, no jobs. */
@Command(
        name = "clone",
        description = "A clone of your own to test on: clone CLUSTER, then clone connect, list, drop.",
        synopsisSubcommandLabel = "[connect | list | drop]")
@CommandGroup(CommandGroup.Heading.SNAPSHOTS)
final class CloneCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CLUSTER", arity = "0..1", description = "host/name")
    private String cluster = "";

    @Option(names = "--snapshot", paramLabel = "ID", description = "From this snapshot (default: the newest).")
    private String snapshot = "";

    @Option(names = "--name", paramLabel = "NAME", description = "The clone's name (default: your user name).")
    private String name = "";

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    CloneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (cluster.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "name the cluster to clone, or a subcommand");
        }
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        String owner = Person.of(console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            CloneReport clone = desk.createClone(cluster, snapshot, name.isEmpty() ? named(owner) : name, owner);
            if (output.json()) {
                console.out().println(Json.text(document(cluster, List.of(clone))));
            } else {
                print(clone);
            }
        }
        return ExitCode.DONE.number();
    }

    /** Names of clones are plain words; what a user name has beyond that is left out. */
    private static String named(String owner) {
        String word = owner.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9-]", "");
        return word.matches("[a-z].*") ? word : "clone-" + word;
    }

    private void print(CloneReport clone) {
        Console console = surroundings.console();
        Palette palette = console.palette();
        console.out()
                .println(palette.good("clone " + clone.name()) + " of " + clone.cluster() + " from snapshot "
                        + clone.snapshot() + ": exists after "
                        + Times.spent(Duration.ofMillis(clone.existsMilliseconds())) + ", answers after "
                        + Times.spent(Duration.ofMillis(clone.answersMilliseconds())));
        console.out().println("  " + palette.quiet("connect") + "  " + clone.connect());
        console.out()
                .println("  " + palette.quiet("drop") + "     " + console.command() + " clone drop " + clone.cluster()
                        + " " + clone.name());
        clone.notIsolated()
                .forEach(sentence -> console.out().println("  " + palette.caution("not isolated: " + sentence)));
    }

    static ObjectNode document(String cluster, List<CloneReport> clones) {
        ObjectNode document = Json.document("clones");
        document.put("cluster", cluster);
        ArrayNode array = document.putArray("clones");
        for (CloneReport clone : clones) {
            ObjectNode object = array.addObject();
            object.put("name", clone.name());
            object.put("snapshot", clone.snapshot());
            object.put("owner", clone.owner());
            object.put("created_at", clone.createdAt());
            object.put("state", clone.state());
            object.put("connect", clone.connect());
            object.put("exists_milliseconds", clone.existsMilliseconds());
            object.put("answers_milliseconds", clone.answersMilliseconds());
            ArrayNode open = object.putArray("not_isolated");
            clone.notIsolated().forEach(open::add);
        }
        return document;
    }
}
