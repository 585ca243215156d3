package io.belay.workers.hold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.Lsn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * The files of one hold, in the run's folder: the order, what was begun and when, the decision, the result. Never on storage that
 * is snapshotted or rolled back. Each is there whole or not at all. Immutable.
 */
public record HoldFolder(Path path) {

    private static final int RESERVE = 256 << 10;
    private static final String RESERVED = "reserve";
    private static final String PROCESS = "process";
    private static final String WATCHED = "watched";
    private static final String HINDERED = "hindered";

    /** Words: more than what is written until clients go on. */
    private static final int TRIAL = 10_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** @param run the run's folder */
    public static HoldFolder of(Path run, int epoch) {
        return new HoldFolder(HoldLayout.folder(run, String.valueOf(epoch)));
    }

    public Path orderFile() {
        return path.resolve("order.json");
    }

    public DecisionFile decision() {
        return new DecisionFile(path);
    }

    HoldRecord record() {
        return new HoldRecord(path.resolve("record"));
    }

    public Optional<HoldOrder> order() {
        return read("order.json", HoldOrder.class);
    }

    public void give(HoldOrder order) {
        Durable.createFolders(path, "rwx------");
        decision().prepare();
        reserve();
        write("order.json", order);
    }

    /** Room for what has to be noted behind the decision, whichever it is: a full disk must not keep clients waiting. */
    private void reserve() {
        byte[] nothing = new byte[RESERVE];
        // Random, because some file systems give no room to what they can compress.
        new Random().nextBytes(nothing);
        try {
            Files.write(path.resolve(RESERVED), nothing);
        } catch (IOException full) {
            throw new UncheckedIOException("the state folder has no room for a hold", full);
        }
        Durable.sync(path.resolve(RESERVED));
    }

    /** Gives the reserved room to who completes or undoes. */
    void freeReserve() {
        try {
            Files.deleteIfExists(path.resolve(RESERVED));
        } catch (IOException kept) {
            // It was only a help.
            return;
        }
    }

    /** @throws UncheckedIOException when the folder cannot take what a crossing leads to */
    void requireRoom() {
        Path trial = path.resolve("trial");
        try {
            Durable.write(trial, "room? ".repeat(TRIAL));
            Files.delete(trial);
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder cannot be written", e);
        }
    }

    /** The checkpoint that live was stopped with: with another one somebody started it since. */
    void stopped(ControlData control) {
        write("stopped.json", control.checkpoint().toString());
    }

    Optional<String> stopped() {
        return read("stopped.json", String.class);
    }

    /**
     * Where the way back begins in the log of the side that shall serve, by database. Over what stands there, in one write that waits for
     * the disk once: it is read behind a crossing only, and that comes later.
     */
    void places(Map<String, Lsn> places) {
        Map<String, String> texts = new TreeMap<>();
        places.forEach((database, place) -> texts.put(database, place.toString()));
        try (FileChannel file = FileChannel.open(
                path.resolve("places.json"), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(texts));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("where the way back begins cannot be written", e);
        }
    }

    /** Before clients are held: the file is there, and has room. */
    void preparePlaces() {
        write("places.json", Map.of());
    }

    /** Empty when the hold did not come that far, or prepared no way back. */
    Map<String, Lsn> places() {
        Map<String, Lsn> places = new TreeMap<>();
        read("places.json", Map.class).ifPresent(texts -> {
            for (Map.Entry<?, ?> one : ((Map<?, ?>) texts).entrySet()) {
                places.put(String.valueOf(one.getKey()), Lsn.parse(String.valueOf(one.getValue())));
            }
        });
        return places;
    }

    /** The line of live's {@code postmaster.opts}. */
    void options(String line) {
        write("options.json", line);
    }

    Optional<String> options() {
        return read("options.json", String.class);
    }

    /** An undo has ended live's stop: tried again, it must not stop it once more. */
    boolean isReopened() {
        return Files.exists(path.resolve("reopened"));
    }

    /** An empty file, because a full disk has room for that. */
    void reopened() {
        try {
            Files.createFile(path.resolve("reopened"));
        } catch (IOException full) {
            // Then one more try of the undo stops live once more.
            return;
        }
    }

    /** Which process carries the hold out, so that its watchdog ends that one and no other. */
    void carriedOutBy(ProcessIdentity process) {
        Durable.write(
                path.resolve(PROCESS), process.pid() + " " + process.startTicks() + " " + process.bootId() + "\n");
    }

    Optional<ProcessIdentity> process() {
        try {
            List<String> fields =
                    List.of(Files.readString(path.resolve(PROCESS)).strip().split(" ", -1));
            return Optional.of(
                    new ProcessIdentity(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), fields.get(2)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the process of the hold cannot be read", e);
        }
    }

    /** Said by the watchdog once it is warm. */
    void watched() {
        Durable.write(path.resolve(WATCHED), "\n");
    }

    boolean isWatched() {
        return Files.exists(path.resolve(WATCHED));
    }

    /** For who watches: what is being done, and what took how long. */
    public String progress() {
        StringBuilder text = new StringBuilder();
        record().took()
                .forEach((part, milliseconds) ->
                        text.append(part).append(' ').append(milliseconds).append(" ms\n"));
        record().newest().ifPresent(part -> text.append("now: ").append(part));
        hindrance().ifPresent(why -> text.append('\n').append(why));
        return text.toString();
    }

    /** What keeps whoever completes or undoes from going on, for who watches; tried again by itself. */
    void hindered(String why) {
        try {
            Files.writeString(path.resolve(HINDERED), why);
        } catch (IOException full) {
            // It is only told, and the log has it too.
            return;
        }
    }

    void hinderedNoMore() {
        try {
            Files.deleteIfExists(path.resolve(HINDERED));
        } catch (IOException left) {
            // As above.
            return;
        }
    }

    private Optional<String> hindrance() {
        try {
            return Optional.of(Files.readString(path.resolve(HINDERED))).filter(why -> !why.isEmpty());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What became of it; empty while it is at work, and when its process ended without a word. */
    public Optional<HoldResult> result() {
        return read("result.json", HoldResult.class);
    }

    void keep(HoldResult result) {
        write("result.json", result);
    }

    <T> Optional<T> read(String name, Class<T> type) {
        Path file = path.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(MAPPER.readValue(Files.readString(file), type)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    void write(String name, Object value) {
        try {
            Durable.write(path.resolve(name), MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not a value that can be kept: " + value.getClass(), impossible);
        }
    }
}
