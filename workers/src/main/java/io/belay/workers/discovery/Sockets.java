package io.belay.workers.discovery;

import io.belay.workers.postgres.Endpoint.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sockets of this host that have a server's name. Stateless. */
final class Sockets {

    private static final Pattern SERVERS = Pattern.compile("(/.*)/\\.s\\.PGSQL\\.(\\d{1,5})$");

    private Sockets() {}

    /** @param proc {@code /proc}; its list of sockets is everybody's to read */
    static List<UnixSocket> listening(Path proc) {
        try {
            return Files.readAllLines(proc.resolve("net/unix")).stream()
                    .flatMap(line -> socket(line).stream())
                    .distinct()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    static Optional<UnixSocket> socket(String line) {
        Matcher matcher = SERVERS.matcher(line.substring(Math.max(0, line.indexOf('/'))));
        return matcher.matches()
                ? Optional.of(new UnixSocket(Path.of(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
