package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.TreeProcesses;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system in a file, mounted for one test class. Its folder's name begins with {@code belay-it-PID-}: the next one to start
 * sweeps what a dead owner left.
 */
public final class LoopMount implements AutoCloseable {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String PREFIX = "belay-it-";

    private final Path folder;

    private LoopMount(Path folder) {
        this.folder = folder;
    }

    /** @param type {@code btrfs} or {@code xfs} */
    public static LoopMount of(String type, long bytes, String... mountOptions) throws IOException {
        Assumptions.assumeTrue(Accounts.isRoot(), "mounting a file system needs root");
        Assumptions.assumeTrue(
                Stream.of("/usr/sbin", "/sbin", "/usr/bin")
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "mkfs." + type))),
                "mkfs." + type + " is missing");
        Assumptions.assumeTrue(
                Files.readString(Path.of("/proc/filesystems")).contains("\t" + type) || run("modprobe", type) == 0,
                "this kernel has no " + type);
        sweep();
        Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        LoopMount mount = new LoopMount(folder);
        try (RandomAccessFile image =
                new RandomAccessFile(folder.resolve("image").toFile(), "rw")) {
            image.setLength(bytes);
        }
        Files.createDirectory(mount.path());
        String options = String.join(
                ",", Stream.concat(Stream.of("loop"), Stream.of(mountOptions)).toList());
        try {
            require("mkfs." + type, "-q", folder.resolve("image").toString());
            require(
                    "mount",
                    "-o",
                    options,
                    folder.resolve("image").toString(),
                    mount.path().toString());
        } catch (RuntimeException | Error e) {
            mount.close();
            throw e;
        }
        return mount;
    }

    public Path path() {
        return folder.resolve("mount");
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }

    private static void sweep() throws IOException {
        try (Stream<Path> left = Files.list(TEMPORARY)) {
            for (Path folder : left.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                long owner = Long.parseLong(folder.getFileName().toString().split("-", 4)[2]);
                if (ProcessHandle.of(owner).isEmpty()) {
                    // A killed test's servers would keep the file system busy for everybody after it.
                    TreeProcesses.end(folder);
                    remove(folder);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        Path point = folder.resolve("mount");
        for (Path inside : mountsFrom(point)) {
            require("umount", inside.toString());
        }
        Files.deleteIfExists(point);
        Files.deleteIfExists(folder.resolve("image"));
        Files.deleteIfExists(folder);
    }

    /** The deepest first. */
    private static List<Path> mountsFrom(Path point) {
        Mounts mounts = Mounts.ofThisProcess();
        List<Path> found = new java.util.ArrayList<>(mounts.inside(point));
        if (mounts.of(point).point().equals(point)) {
            found.add(0, point);
        }
        java.util.Collections.reverse(found);
        return found;
    }

    public static void require(String... command) {
        assertThat(run(command)).as(String.join(" ", command)).isZero();
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
