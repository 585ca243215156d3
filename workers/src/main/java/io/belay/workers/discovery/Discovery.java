package io.belay.workers.discovery;

import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Installations;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks once at this host: running clusters, installed majors, what stands in front and what lies below. Changes nothing; what its
 * programs print lies in a folder of {@code /tmp} that goes again. One look per instance.
 */
public final class Discovery {

    private static final Path PROC = Path.of("/proc");

    /** Clones lie there; they are nobody's cluster. */
    private static final Path OWN = Path.of(".belay");

    private final Wanted wanted;
    private final List<String> notes = new ArrayList<>();

    public Discovery(Wanted wanted) {
        this.wanted = wanted;
    }

    public Findings look() {
        Path transcripts = folder();
        try {
            return look(new HostCommandRunner(Masking.none()), transcripts);
        } finally {
            remove(transcripts);
        }
    }

    private Findings look(CommandRunner commands, Path transcripts) {
        ProcessTable table = new ProcessTable(PROC);
        List<ProcessEntry> processes = table.all();
        List<Postmaster> servers = Postmaster.among(processes).stream()
                .filter(server -> isOurs(server, table))
                .toList();
        List<Path> programs = new ArrayList<>(wanted.programs());
        servers.forEach(server -> programsOf(server).ifPresent(programs::add));
        List<Installation> installed = new Installations(commands, transcripts)
                .find(programs).stream()
                        .sorted(Comparator.comparingInt(Installation::major))
                        .toList();
        ClusterSurvey survey = new ClusterSurvey(
                wanted,
                table,
                installed,
                new Doors(wanted, commands, transcripts),
                new CopySpeed(commands, transcripts),
                Poolers.among(processes));
        List<FoundCluster> clusters = new ArrayList<>();
        for (Postmaster server : servers) {
            survey.look(server, notes).ifPresent(clusters::add);
        }
        clusters.sort(Comparator.comparing(FoundCluster::dataDirectory));
        return new Findings(hostName(), Accounts.isRoot(), installed, ExtensionFiles.of(installed), clusters, notes);
    }

    private boolean isOurs(Postmaster server, ProcessTable table) {
        Optional<Path> data = server.dataDirectory();
        if (data.isEmpty()) {
            return true;
        }
        for (Path part : data.get()) {
            if (part.equals(OWN)) {
                return false;
            }
        }
        if (!table.sees(server.process(), data.get())) {
            notes.add("a server with the data directory `" + data.get()
                    + "` runs in a container or another view of the file system; Belay has to run there too");
            return false;
        }
        return wanted.dataDirectory().map(only -> isSame(only, data.get())).orElse(true);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || (Files.exists(one) && Files.isSameFile(one, other));
        } catch (IOException closedToUs) {
            return false;
        }
    }

    private static Optional<Path> programsOf(Postmaster server) {
        Path first = Path.of(server.process().arguments().get(0));
        return server.process()
                .program()
                .or(() -> Optional.of(first).filter(Path::isAbsolute))
                .map(Path::getParent);
    }

    private static String hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("belay-init-");
        } catch (IOException full) {
            throw new UncheckedIOException("no folder for what programs print", full);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot remove " + folder, refused);
        }
    }
}
