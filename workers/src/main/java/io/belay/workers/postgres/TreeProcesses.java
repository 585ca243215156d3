package io.belay.workers.postgres;

import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs at work in a tree that is about to go: they have their working folder in it. Needs neither a lock file
 * nor the programs themselves, so it also finds what a killed worker, a killed {@code pg_upgrade} or a removed package left.
 *
 * <p>A program that outlived its tree would go on in the next one, which has the same path.
 */
public final class TreeProcesses {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String SERVER = "postgres";

    /** A person's shell that stands in the tree is none of ours. PgBouncer is, which a rehearsal starts before its clones. */
    private static final Set<String> NAMES = Set.of(
            SERVER,
            "initdb",
            "pg_controldata",
            "pg_ctl",
            "pg_dump",
            "pg_dumpall",
            "pg_resetwal",
            "pg_restore",
            "pg_upgrade",
            "pgbouncer",
            "psql",
            "vacuumdb");

    private record Found(ProcessIdentity process, String name) {}

    private TreeProcesses() {}

    public static boolean isAnyIn(Path root) {
        return !find(root).isEmpty();
    }

    /** Process ids of servers and their children at work in a tree, ready or not. */
    public static List<Long> serversIn(Path root) {
        return find(root).stream()
                .filter(found -> found.name().equals(SERVER))
                .map(found -> found.process().pid())
                .toList();
    }

    /**
     * Returns when none is left. Servers end without a checkpoint.
     *
     * @throws IllegalStateException when one does not even react to KILL; the tree must not be removed then
     */
    public static void end(Path root) {
        for (Found found : find(root)) {
            send(found, found.name().equals(SERVER) ? Signal.QUIT : Signal.TERMINATE);
        }
        if (!isEmptySoon(root)) {
            find(root).forEach(found -> send(found, Signal.KILL));
            if (!isEmptySoon(root)) {
                throw new IllegalStateException("programs in `" + root + "` do not end: " + find(root));
            }
        }
    }

    private static void send(Found found, Signal signal) {
        if (found.process().isAlive()) {
            signal.sendTo(found.process().pid());
        }
    }

    private static boolean isEmptySoon(Path root) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (isAnyIn(root)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private static List<Found> find(Path root) {
        List<Found> all = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> link(process, "cwd")
                            .filter(cwd -> cwd.startsWith(root))
                            .isPresent())
                    .forEach(process -> found(process).ifPresent(all::add));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of processes cannot be read", e);
        }
        return all;
    }

    private static Optional<Found> found(Path process) {
        long pid = Long.parseLong(process.getFileName().toString());
        return link(process, "exe")
                .map(program -> program.getFileName().toString())
                .filter(NAMES::contains)
                .flatMap(name -> ProcessIdentity.of(pid).map(identity -> new Found(identity, name)));
    }

    /** Nothing for a process that ended meanwhile, or that this account may not look at. */
    private static Optional<Path> link(Path process, String name) {
        try {
            String target = Files.readSymbolicLink(process.resolve(name)).toString();
            return Optional.of(Path.of(target.replaceFirst(" \\(deleted\\)$", "")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
