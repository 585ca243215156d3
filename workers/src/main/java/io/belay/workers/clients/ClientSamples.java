package io.belay.workers.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The looks at who is connected to the clusters of this host, oldest first: one file per cluster in the worker's state folder, a line
 * per look, cut to its newest half when it grows past a bound. A power cut may take the last lines with it; that harms nobody, so
 * nothing waits for the disk. Thread-safe within the one worker of a host.
 */
public final class ClientSamples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FOLDER = "clients";
    private static final String ENDING = ".jsonl";

    /** A look at twenty kinds of clients takes about 2 KiB: hourly ones stay for two weeks at least. */
    private static final long MOST_BYTES = 1 << 20;

    private static final Object WRITING = new Object();

    private final Path folder;
    private final long mostBytes;

    /** @param state the worker's state folder, the host file's {@code state.directory} */
    public ClientSamples(Path state) {
        this(state, MOST_BYTES);
    }

    ClientSamples(Path state, long mostBytes) {
        this.folder = state.resolve(FOLDER);
        this.mostBytes = mostBytes;
    }

    /** As it lies on disk: a time that every reader understands. */
    private record Line(String at, int hidden, List<ClientSight> sights) {

        static Line of(ClientSample sample) {
            return new Line(sample.at().toString(), sample.hidden(), sample.sights());
        }

        ClientSample toSample() {
            return new ClientSample(Instant.parse(at), sights, hidden);
        }
    }

    /** Keeps one more look. */
    public void add(String cluster, ClientSample sample) {
        synchronized (WRITING) {
            Durable.createFolders(folder, "rwx------");
            Path file = file(cluster);
            try {
                append(file, JSON.writeValueAsString(Line.of(sample)));
                if (Files.size(file) > mostBytes) {
                    keepNewest(file);
                }
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** The looks since a moment, oldest first; none for a cluster that nobody looked at. */
    public List<ClientSample> since(String cluster, Instant from) {
        return lines(file(cluster)).stream()
                .flatMap(line -> read(line).stream())
                .filter(sample -> !sample.at().isBefore(from))
                .toList();
    }

    private Path file(String cluster) {
        return folder.resolve(cluster + ENDING);
    }

    /** Ends a line that a crash cut short, so that it costs itself only; readers pass over empty ones. */
    private static void append(Path file, String line) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private void keepNewest(Path file) {
        List<String> all = lines(file);
        long bytes = 0;
        int first = all.size();
        while (first > 0 && bytes + all.get(first - 1).length() < mostBytes / 2) {
            first--;
            bytes += all.get(first).length() + 1;
        }
        Durable.write(
                file,
                String.join(
                        "",
                        all.subList(first, all.size()).stream()
                                .map(line -> line + "\n")
                                .toList()));
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isEmpty()).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A line that a crash cut short is no look. */
    private static Optional<ClientSample> read(String line) {
        try {
            return Optional.of(JSON.readValue(line, Line.class).toSample());
        } catch (JsonProcessingException | RuntimeException torn) {
            return Optional.empty();
        }
    }
}
