package io.belay.workers.host;

import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who polls a host's queues, as Temporal shows it. Two machines whose files give the same host name would share the queues, each
 * with half of every run in its own journal; a state folder's own mark tells them apart. Immutable.
 *
 * @param host as the host's file names it
 * @param mark of the state folder, made once
 * @param machine the name that the machine gives itself
 */
record WorkerIdentity(String host, String mark, String machine) {

    /** One long poll lasts a minute; one that began earlier has ended without a successor. */
    static final Duration ONE_POLL = Duration.ofSeconds(75);

    private static final String KIND = "belay-worker";

    /** As Temporal tells it of one poller. */
    record Poll(String identity, Instant last) {}

    static WorkerIdentity of(String host, Path state) {
        return new WorkerIdentity(host, mark(state.resolve("worker.id")), nameOfThisMachine());
    }

    /** A name never has blanks, so the parts can be told apart again. */
    String text() {
        return String.join(
                " ",
                KIND,
                host,
                mark,
                machine,
                Long.toString(ProcessHandle.current().pid()));
    }

    /** The worker of another machine or state folder that polls under the same host name, in words. */
    Optional<String> rival(List<Poll> polls, Instant now) {
        return polls.stream()
                .filter(poll -> poll.last().plus(ONE_POLL).isAfter(now))
                .map(poll -> poll.identity().split(" "))
                .filter(parts -> parts.length == 5 && parts[0].equals(KIND) && parts[1].equals(host))
                .filter(parts -> !parts[2].equals(mark) || !parts[3].equals(machine))
                .map(parts -> "process " + parts[4] + " on machine `" + parts[3] + "`")
                .findFirst();
    }

    private static String mark(Path file) {
        try {
            if (!Files.exists(file)) {
                Durable.write(file, UUID.randomUUID() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '-');
        } catch (UnknownHostException nameless) {
            return "nameless";
        }
    }
}
