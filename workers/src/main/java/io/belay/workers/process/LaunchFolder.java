package io.belay.workers.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one launch left on disk, and what follows from it. Thread-safe: files only.
 *
 * <p>{@code intent.json} before the launch; {@code lock} held by the wrapper for life; {@code started}, written once, before the
 * program begins; {@code output}; {@code rc} when it ended; {@code done.json} when a worker has seen the end.
 *
 * <p>Each is on disk before what it announces happens: the folders up to the journal before the intent, the intent before the
 * wrapper, {@code started} before the program, {@code output} before {@code rc}, {@code rc} before the lock is free.
 */
record LaunchFolder(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** What is to be launched; argument values are no secrets, environment values may be and are left out. */
    record Intent(
            List<String> arguments,
            List<String> environmentNames,
            String directory,
            String runAs,
            boolean networkIsolated,
            String program,
            Map<String, String> digests,
            Map<String, String> state,
            String bootId,
            String writtenAt) {

        Intent {
            arguments = List.copyOf(arguments);
            environmentNames = List.copyOf(environmentNames);
            // One of an earlier Belay has neither.
            digests = Map.copyOf(Objects.requireNonNullElse(digests, Map.of()));
            state = Map.copyOf(Objects.requireNonNullElse(state, Map.of()));
        }
    }

    record Done(int exitCode, long tookMilliseconds, long outputBytes, boolean cancelled) {}

    static LaunchFolder of(Path journal, LaunchKey key) {
        return new LaunchFolder(journal.resolve(key.run())
                .resolve(key.step())
                .resolve(Integer.toString(key.epoch()))
                .resolve(key.program()));
    }

    Path lock() {
        return path.resolve("lock");
    }

    /** Held by a worker while it decides whether to launch. */
    Path decision() {
        return path.resolve("decision.lock");
    }

    Path output() {
        return path.resolve("output");
    }

    Path wrapperLog() {
        return path.resolve("wrapper.log");
    }

    /** The order matters: the exit code is on disk before the lock is free. */
    Launcher.State state() {
        if (hasEnded()) {
            return ended();
        }
        if (FileLock.isHeld(lock())) {
            return Launcher.State.RUNNING;
        }
        if (hasEnded()) {
            return ended();
        }
        Optional<ProcessIdentity> program = program();
        if (program.isEmpty()) {
            return Launcher.State.NEVER_LAUNCHED;
        }
        return program.get().isAlive() ? Launcher.State.RUNNING : Launcher.State.LOST;
    }

    /** An exit code says what the program did, not that it is on disk: what a restarted host lost of that, nobody knows. */
    private Launcher.State ended() {
        return isOfThisBoot() ? Launcher.State.ENDED : Launcher.State.LOST;
    }

    private boolean isOfThisBoot() {
        return program()
                .map(ProcessIdentity::bootId)
                .filter(ProcessIdentity.currentBoot()::equals)
                .isPresent();
    }

    /** Why it is lost, as a sentence's end. */
    String whyLost() {
        if (isOfThisBoot()) {
            return "its wrapper was killed before it could keep the exit code";
        }
        return hasEnded()
                ? "it had ended with " + exitCode()
                        + ", but the host was restarted before what it wrote was proven to be on disk"
                : "the host was restarted meanwhile";
    }

    /** The program that was started under this key; empty proves that none was. */
    Optional<ProcessIdentity> program() {
        return read("started").map(LaunchFolder::fields).map(LaunchFolder::identity);
    }

    boolean isStartedBy(long wrapper) {
        return read("started")
                .map(LaunchFolder::fields)
                .filter(fields -> field(fields, "wrapper").equals(Long.toString(wrapper)))
                .isPresent();
    }

    /** On disk when it returns, with every folder on the way to it: one that an interrupted attempt made may not be yet. */
    void writeIntent(Intent intent, Path journal) {
        for (Path folder = path.getParent();
                folder != null && folder.startsWith(journal);
                folder = folder.getParent()) {
            Durable.sync(folder);
        }
        write("intent.json", intent);
    }

    /** What the launch met; empty when nothing was to be launched yet. */
    Map<String, String> basis() {
        return read("intent.json")
                .map(text -> parse(text, Intent.class).state())
                .orElse(Map.of());
    }

    void markCancelled(String reason) {
        Durable.write(path.resolve("cancelled"), reason + "\n");
    }

    /** Keeps the end for good; asking again gives the same. */
    Done finish() {
        Optional<String> earlier = read("done.json");
        if (earlier.isPresent()) {
            return parse(earlier.get(), Done.class);
        }
        Duration took = read("ended")
                .flatMap(ProcessIdentity::uptime)
                .map(this::ranUntil)
                .orElseGet(() -> Duration.between(modified("started"), modified("rc")));
        Done done = new Done(
                exitCode(),
                Math.max(0, took.toMillis()),
                new Transcript(output(), Masking.none()).size(),
                Files.exists(path.resolve("cancelled")));
        write("done.json", done);
        return done;
    }

    boolean hasDone() {
        return Files.exists(path.resolve("done.json"));
    }

    Instant startedAt() {
        return modified("started");
    }

    /** How long it has run, by the clock that nobody sets; nothing before it has begun. */
    Duration running() {
        return program().isEmpty() ? Duration.ZERO : ranUntil(ProcessIdentity.uptime());
    }

    private Duration ranUntil(Duration uptime) {
        Duration ran = uptime.minus(program().orElseThrow().startedAfterBoot());
        return ran.isNegative() ? Duration.ZERO : ran;
    }

    private int exitCode() {
        return read("rc")
                .map(text -> Integer.parseInt(text.trim()))
                .or(() -> read("done.json").map(text -> parse(text, Done.class).exitCode()))
                .orElseThrow(() -> new IllegalStateException("not ended: " + path));
    }

    private boolean hasEnded() {
        return hasDone() || Files.exists(path.resolve("rc"));
    }

    private Instant modified(String name) {
        try {
            return Files.getLastModifiedTime(path.resolve(name)).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, Object content) {
        try {
            Durable.write(path.resolve(name), JSON.writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T parse(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> fields(String started) {
        Map<String, String> fields = new HashMap<>();
        started.lines().forEach(line -> {
            int equals = line.indexOf('=');
            fields.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return fields;
    }

    private static ProcessIdentity identity(Map<String, String> fields) {
        return new ProcessIdentity(
                Long.parseLong(field(fields, "pid")), Long.parseLong(field(fields, "start")), field(fields, "boot"));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("`started` has no field `" + name + "`: " + fields);
        }
        return value;
    }
}
