package io.belay.workers.step;

import io.belay.workers.clone.Sockets;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folder for dumps while they are compared: written by the cluster's owner, read by the worker, private to both (0700). Gone
 * when it is closed, and with the run's candidate at the latest.
 */
record Dumps(Path folder) implements AutoCloseable {

    /** Always an empty one: what an interrupted attempt left is removed. */
    static Dumps open(StepContext context) {
        remove(context);
        Path folder = of(context);
        Durable.createFolders(folder, "rwx------");
        if (Accounts.isRoot()) {
            Ownership.give(folder, context.cluster().owner());
        }
        return new Dumps(folder);
    }

    static void remove(StepContext context) {
        removeTree(of(context));
    }

    @Override
    public void close() {
        removeTree(folder);
    }

    private static Path of(StepContext context) {
        return new Sockets(context.cluster().sockets()).dumps(context.run().runId());
    }

    /** Links in it are removed, not followed. */
    private static void removeTree(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("the dumps in " + folder + " cannot be removed", e);
        }
    }
}
