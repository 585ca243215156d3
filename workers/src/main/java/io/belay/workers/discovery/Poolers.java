package io.belay.workers.discovery;

import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.PgBouncerFile;
import io.belay.workers.hold.PgBouncerFile.Entry;
import io.belay.workers.postgres.SocketFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The PgBouncers that run here, and which of their databases lead to a cluster. Immutable. */
final class Poolers {

    /** Where PgBouncer looks and listens by itself: as built by its authors, and by Debian. */
    private static final List<String> USUAL_SOCKETS = List.of("/tmp", "/run/postgresql");

    private static final List<String> WITHOUT_PASSWORD = List.of("trust", "peer", "any");

    private final List<Path> files;

    private Poolers(List<Path> files) {
        this.files = List.copyOf(files);
    }

    static Poolers among(List<ProcessEntry> processes) {
        return new Poolers(processes.stream()
                .filter(process -> process.name().equals("pgbouncer"))
                .flatMap(process -> configuration(process).stream())
                .distinct()
                .toList());
    }

    private static Optional<Path> configuration(ProcessEntry process) {
        List<String> words = process.arguments();
        for (int i = words.size() - 1; i > 0; i--) {
            if (words.get(i).endsWith(".ini")) {
                Path file = Path.of(words.get(i));
                return file.isAbsolute()
                        ? Optional.of(file)
                        : process.workingFolder().map(from -> from.resolve(file));
            }
        }
        return Optional.empty();
    }

    /** @param unreadable gets the files that this account may not read */
    List<FoundPooler> before(LiveAddress live, List<Path> unreadable) {
        List<FoundPooler> found = new ArrayList<>();
        for (Path file : files) {
            try {
                before(live, file, new PgBouncerFile(Files.readString(file))).ifPresent(found::add);
            } catch (IOException notOurs) {
                unreadable.add(file);
            }
        }
        return List.copyOf(found);
    }

    static Optional<FoundPooler> before(LiveAddress live, Path file, PgBouncerFile text) {
        Map<String, String> settings = text.settings();
        List<String> sockets = Optional.ofNullable(settings.get("unix_socket_dir"))
                .map(List::of)
                .orElse(USUAL_SOCKETS);
        List<Entry> leading = text.databases().stream()
                .filter(entry -> sockets.stream()
                        .anyMatch(folder -> live.isMeantBy(
                                entry.host(), entry.port(), Path.of("/").resolve(folder))))
                .toList();
        if (leading.isEmpty()) {
            return Optional.empty();
        }
        String mode = settings.getOrDefault("pool_mode", "session");
        int port = (int) seconds(settings.getOrDefault("listen_port", "6432"));
        return Optional.of(new FoundPooler(
                file,
                leading.stream().map(Entry::name).toList(),
                leading.stream()
                        .filter(entry -> entry.mode().orElse(mode).equals("session"))
                        .map(Entry::name)
                        .toList(),
                leading.stream().anyMatch(Entry::isWildcard),
                seconds(settings.getOrDefault("query_wait_timeout", "120")),
                listening(sockets, port),
                port,
                Arrays.stream(settings.getOrDefault("admin_users", "").split(","))
                        .map(String::strip)
                        .filter(user -> !user.isEmpty())
                        .findFirst(),
                !WITHOUT_PASSWORD.contains(settings.getOrDefault("auth_type", "md5"))));
    }

    private static Optional<Path> listening(List<String> sockets, int port) {
        List<Path> folders = sockets.stream()
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .toList();
        return folders.stream()
                .filter(folder -> Files.exists(SocketFolder.socket(folder, port)))
                .findFirst()
                .or(() -> folders.stream().findFirst());
    }

    private static long seconds(String text) {
        String digits = text.strip().replaceAll("(\\.\\d*)?s?$", "");
        return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : 0;
    }
}
