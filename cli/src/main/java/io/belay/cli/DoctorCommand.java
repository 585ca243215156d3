package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.Queues;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.schedule.GuardReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at every part that Belay needs and says what to do about the ones that are not well. Changes nothing. */
@Command(
        name = "doctor",
        description = "Check Java, Temporal, engine, workers, rights and file systems; changes nothing.")
@CommandGroup(CommandGroup.Heading.PARTS)
final class DoctorCommand implements Callable<Integer> {

    private enum Health {
        OK,
        NOTE,
        BAD
    }

    /** Enough to meet each host that was at work lately. */
    private static final int RUNS = 50;

    private record Line(Health health, String part, String state, String remedy) {}

    private final Surroundings surroundings;
    private final List<Line> lines = new ArrayList<>();

    @Option(names = "--host", paramLabel = "NAME", description = "Also expect a worker for this host.")
    private List<String> expected = List.of();

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        thisMachine();
        ExitCode exit = ExitCode.DONE;
        TemporalAddress address = temporal.resolve(console);
        try (EngineDesk desk = surroundings.engines().open(address)) {
            add(
                    Health.OK,
                    "Temporal",
                    address.target() + ", namespace " + address.namespace() + " (" + address.source() + ")",
                    "");
            if (!parts(desk)) {
                exit = ExitCode.UNREACHABLE;
            }
        } catch (EngineFailure failure) {
            CliFailure report = EngineFailures.of(failure, console);
            add(Health.BAD, "Temporal", report.what() + " (address from " + address.source() + ")", report.next());
            exit = report.exit();
        }
        if (output.json()) {
            console.out().println(Json.text(document()));
        } else {
            lines.forEach(this::print);
        }
        return exit.number();
    }

    private void thisMachine() {
        String java = Runtime.version().toString() + " at " + System.getProperty("java.home");
        add(Health.OK, "Belay", BelayVersion.text() + ", Java " + java, "");
        boolean root = "root".equals(System.getProperty("user.name"));
        add(
                root ? Health.OK : Health.NOTE,
                "rights",
                root
                        ? "root"
                        : "user " + System.getProperty("user.name") + "; a worker isolates clones less without root",
                "");
        List<String> copyOnWrite = copyOnWriteMounts();
        add(
                copyOnWrite.isEmpty() ? Health.NOTE : Health.OK,
                "storage",
                copyOnWrite.isEmpty()
                        ? "no btrfs, XFS or ZFS is mounted on this machine; clones would be plain copies"
                        : String.join(", ", copyOnWrite),
                "");
    }

    private static List<String> copyOnWriteMounts() {
        List<String> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                String[] fields = line.split(" ", -1);
                if (fields.length > 2 && List.of("btrfs", "xfs", "zfs").contains(fields[2])) {
                    found.add(fields[2] + " on " + fields[1]);
                }
            }
        } catch (IOException noProc) {
            return List.of();
        }
        return found.stream().distinct().toList();
    }

    private boolean parts(EngineDesk desk) {
        String command = surroundings.console().command();
        boolean engine = !desk.engineIsGone();
        add(
                engine ? Health.OK : Health.BAD,
                "engine",
                engine ? "polls for work, or did a minute ago" : "no engine polls; runs stand still until one does",
                engine ? "" : command + " engine (or all parts: " + command + " dev)");
        Set<String> hosts = new LinkedHashSet<>(expected);
        desk.runs("", RUNS).forEach(run -> hosts.add(hostOf(run.status().cluster())));
        desk.guards().forEach(guard -> hosts.add(hostOf(guard.cluster())));
        if (hosts.isEmpty()) {
            add(Health.NOTE, "workers", "no host is known yet; name one with --host", "");
        }
        if (!engine) {
            // Hosts are asked through the engine; without one each question would only time out.
            return false;
        }
        boolean all = true;
        for (String host : hosts) {
            all &= host(desk, host);
        }
        guards(desk);
        return all;
    }

    private boolean host(EngineDesk desk, String host) {
        Announcement announcement;
        try {
            announcement = desk.announce(host);
        } catch (EngineFailure failure) {
            CliFailure report = EngineFailures.of(failure, surroundings.console());
            add(Health.BAD, "host " + host, report.what(), report.next());
            return false;
        }
        if (announcement.protocol() != Queues.PROTOCOL) {
            add(
                    Health.BAD,
                    "host " + host,
                    "its worker speaks protocol " + announcement.protocol() + ", this is " + Queues.PROTOCOL,
                    "run the same version of Belay on both");
            return false;
        }
        add(
                Health.OK,
                "host " + host,
                "Belay " + announcement.belayVersion() + ", PostgreSQL "
                        + String.join(", ", announcement.versions().values()),
                "");
        announcement
                .clusters()
                .forEach((cluster, allowed) ->
                        add(Health.OK, "  " + host + "/" + cluster, cluster(announcement, cluster, allowed), ""));
        announcement.notIsolated().forEach(sentence -> add(Health.NOTE, "  isolation", sentence, ""));
        return true;
    }

    private static String cluster(Announcement host, String cluster, List<String> allowed) {
        Integer live = host.live().get(cluster);
        return (live == null ? "" : "live is a " + live + "; ") + "may " + String.join(", ", allowed);
    }

    private void guards(EngineDesk desk) {
        for (GuardReport guard : desk.guards()) {
            boolean rests = guard.paused() || GuardLine.isOfNow(guard);
            add(
                    rests ? Health.NOTE : Health.OK,
                    "guard",
                    guard.cluster() + " by plan " + guard.plan() + ", every " + GuardLine.every(guard.every())
                            + (rests ? "; " + guard.note() : ""),
                    "");
        }
    }

    private static String hostOf(String cluster) {
        return cluster.substring(0, Math.max(0, cluster.indexOf('/')));
    }

    private void add(Health health, String part, String state, String remedy) {
        lines.add(new Line(health, part, state, remedy));
    }

    private void print(Line line) {
        Palette palette = surroundings.console().palette();
        String mark = switch (line.health()) {
            case OK -> palette.good("ok   ");
            case NOTE -> palette.caution("note ");
            case BAD -> palette.bad("bad  ");
        };
        surroundings.console().out().println(mark + String.format("%-14s", line.part()) + "  " + line.state());
        if (!line.remedy().isEmpty()) {
            surroundings.console().out().println("     next: " + line.remedy().replace("\n", "\n           "));
        }
    }

    private ObjectNode document() {
        ObjectNode document = Json.document("doctor");
        ArrayNode array = document.putArray("parts");
        for (Line line : lines) {
            array.addObject()
                    .put("health", line.health().name().toLowerCase(java.util.Locale.ROOT))
                    .put("part", line.part().strip())
                    .put("state", line.state())
                    .put("next", line.remedy());
        }
        return document;
    }
}
