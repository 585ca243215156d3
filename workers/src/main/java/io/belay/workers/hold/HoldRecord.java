package io.belay.workers.hold;

import io.belay.workers.posix.Durable;
import io.belay.workers.posix.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which parts of a hold were begun and ended, a line each, as a rule forced to disk before a part begins: who undoes it after a crash
 * undoes what was begun, and nothing else. One writer at a time.
 */
final class HoldRecord {

    private static final String BEGUN = "begun";
    private static final String ENDED = "ended";

    private final Path file;

    HoldRecord(Path file) {
        this.file = file;
    }

    void begin(String part) {
        begin(part, true);
    }

    /** @param force whether the line outlives a power cut; it outlives this process either way */
    void begin(String part, boolean force) {
        boolean first = !Files.exists(file);
        append(BEGUN, part, force);
        if (first && force) {
            Durable.sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        }
    }

    /** Not forced: that a part ended is only for the times, its successor's beginning says it too. */
    void end(String part) {
        append(ENDED, part, false);
    }

    Set<String> begun() {
        return times(BEGUN).keySet();
    }

    boolean hasEnded(String part) {
        return times(ENDED).containsKey(part);
    }

    /** The part at work, or the last one that was; empty before the first. */
    Optional<String> newest() {
        List<String> begun = new ArrayList<>(begun());
        return begun.isEmpty() ? Optional.empty() : Optional.of(begun.get(begun.size() - 1));
    }

    /** Milliseconds of each part that ended, in order of their beginning. */
    Map<String, Long> took() {
        Map<String, Long> began = times(BEGUN);
        Map<String, Long> ended = times(ENDED);
        Map<String, Long> took = new LinkedHashMap<>();
        began.forEach((part, at) -> {
            if (ended.containsKey(part)) {
                took.put(part, (ended.getOrDefault(part, at) - at) / 1_000_000);
            }
        });
        return took;
    }

    /** From the beginning of one part to the end of another; nothing when a restart of the host lies between. */
    Optional<Long> milliseconds(String from, String to) {
        Long begin = times(BEGUN).get(from);
        Long end = times(ENDED).get(to);
        return begin == null || end == null ? Optional.empty() : Optional.of(Math.max(0, (end - begin) / 1_000_000));
    }

    /** Of the first time that a part was begun, and the last time that it ended. */
    private Map<String, Long> times(String what) {
        Map<String, Long> times = new LinkedHashMap<>();
        String boot = ProcessIdentity.currentBoot();
        for (String line : lines()) {
            List<String> fields = List.of(line.split(" ", -1));
            if (fields.size() == 4 && fields.get(0).equals(what)) {
                long at = fields.get(3).equals(boot) ? Long.parseLong(fields.get(2)) : 0;
                if (what.equals(BEGUN)) {
                    times.putIfAbsent(fields.get(1), at);
                } else {
                    times.put(fields.get(1), at);
                }
            }
        }
        return times;
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the record of the hold cannot be read", e);
        }
    }

    /** Of the host's monotonic clock, which all processes of one boot share. */
    private void append(String what, String part, boolean force) {
        // On a line of its own, also behind one that a crash tore.
        String line = "\n" + what + " " + part + " " + System.nanoTime() + " " + ProcessIdentity.currentBoot() + "\n";
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (force) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the record of the hold cannot be written", e);
        }
    }
}
