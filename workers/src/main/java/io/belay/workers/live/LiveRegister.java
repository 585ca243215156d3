package io.belay.workers.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which cluster is live now: a file per cluster in the worker's state folder, written at a crossing and when old is retired, and
 * at no other moment. Without an entry the host's file says it. Durable, and whole or as before. Thread-safe, also against other
 * JVMs of this host as long as one of them writes.
 */
public final class LiveRegister {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String FOLDER = "live";
    private static final String ENDING = ".json";

    private final Path folder;

    /** @param state the worker's state folder, the host file's {@code state.directory} */
    public LiveRegister(Path state) {
        this.folder = state.resolve(FOLDER);
    }

    /** Where a cluster's entry lies, by its form; no name is judged. */
    public static Path file(Path state, String cluster) {
        return state.resolve(FOLDER).resolve(cluster + ENDING);
    }

    /** @throws LiveFailure {@code BLY-3651} when there is an entry that cannot be read: never silently taken for none */
    public Optional<LiveNow> of(String cluster) {
        Path file = file(cluster);
        try {
            RegisterEntry entry = JSON.readValue(Files.readString(file), RegisterEntry.class);
            if (!entry.cluster().equals(cluster)) {
                throw new IllegalArgumentException("it is the entry of `" + entry.cluster() + "`");
            }
            return Optional.of(entry.toLiveNow());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | RuntimeException unusable) {
            throw unreadable(cluster, file, unusable);
        }
    }

    /** Behind the crossing, and idempotent: the same entry again changes nothing. Durable when it returns. */
    public void crossed(String cluster, LiveNow now) {
        if (!of(cluster).equals(Optional.of(now))) {
            write(cluster, now);
        }
    }

    /** Old is gone; who is live stays. Retiring twice changes nothing. */
    public void retired(String cluster, String run, Instant when) {
        of(cluster)
                .filter(now -> now.replacedBy(run)
                        .filter(old -> old.retired().isEmpty())
                        .isPresent())
                .ifPresent(now -> write(cluster, now.withRetired(run, when)));
    }

    /**
     * Who is live, by register and host file together. The host's file may be behind (it says what it said at the crossing) or
     * have been brought up to date by hand; anything else is a contradiction.
     *
     * @throws LiveFailure {@code BLY-3650} when they contradict each other: nothing is guessed
     */
    public LiveSide resolve(Cluster configured) {
        Optional<LiveNow> entry = of(configured.name());
        if (entry.isEmpty()) {
            return new LiveSide(configured.dataDirectory(), configured.connect(), entry);
        }
        LiveNow now = entry.get();
        LiveNow.Named said = LiveNow.Named.by(configured);
        boolean upToDate =
                said.port() == now.port() && real(said.dataDirectory()).equals(now.dataDirectory());
        if (!upToDate && !said.equals(now.saidByHostFile())) {
            throw contradiction(configured.name(), said, now);
        }
        return new LiveSide(now.dataDirectory(), withPort(configured.connect(), now.port()), entry);
    }

    private static Connection withPort(Connection connect, int port) {
        return new Connection(connect.socket(), connect.address(), port, connect.user(), connect.password());
    }

    /** The host's file may name it through a link. */
    private static Path real(Path named) {
        try {
            return named.toRealPath();
        } catch (IOException missing) {
            return named;
        }
    }

    private static LiveFailure contradiction(String cluster, LiveNow.Named said, LiveNow now) {
        LiveNow.Named before = now.saidByHostFile();
        return new LiveFailure(
                LiveErrors.HOST_FILE_DISAGREES,
                "the host's file names `" + said.dataDirectory() + "` on port " + said.port() + " as `" + cluster
                        + "`, but since run " + now.run() + " (" + now.since() + ") live is `" + now.dataDirectory()
                        + "` on port " + now.port() + ". Nothing was done, both clusters are as they were. Write that"
                        + " into the host's file (`data_directory` and `connect.port`), or put back what stood there: `"
                        + before.dataDirectory() + "` on port " + before.port() + "; then restart the worker");
    }

    private void write(String cluster, LiveNow now) {
        try {
            Durable.createFolders(folder, "rwx------");
            Durable.write(file(cluster), JSON.writeValueAsString(RegisterEntry.of(cluster, now)) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not an entry that can be kept: " + now, impossible);
        } catch (UncheckedIOException | PosixFailure refused) {
            throw new LiveFailure(
                    LiveErrors.REGISTER_UNREADABLE,
                    "the register `" + file(cluster) + "` cannot be written: " + refused.getMessage()
                            + ". What stood in it stands. Make room in the state folder, then retry",
                    refused);
        }
    }

    private Path file(String cluster) {
        // Names of clusters are checked by the host file's grammar; what is used as a file's name is checked here too.
        if (!cluster.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("not the name of a cluster: " + cluster);
        }
        return folder.resolve(cluster + ENDING);
    }

    private static LiveFailure unreadable(String cluster, Path file, Exception why) {
        return new LiveFailure(
                LiveErrors.REGISTER_UNREADABLE,
                "which cluster is live as `" + cluster + "` stands in `" + file + "`, and that cannot be read: "
                        + why.getMessage() + ". Nothing was done. Put the file back from the evidence of the last"
                        + " promotion; do not remove it, or the host's file alone would say who is live",
                why);
    }
}
