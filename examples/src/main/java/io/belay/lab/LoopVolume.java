package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import io.belay.workers.storage.Mounts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file system that the lab's cluster lies on. Root gets one of its own, in a sparse file on a loop device; without root it is
 * a folder on what is there. Unmounted by {@link #close}. Immutable.
 */
public final class LoopVolume implements AutoCloseable {

    /** What is wished for. */
    public enum Kind {
        BTRFS,
        XFS,
        /** A folder on the file system that holds the work folder. */
        FOLDER
    }

    private final LabSite site;
    private final Path path;
    private final String driver;
    private final boolean mounted;

    private LoopVolume(LabSite site, Path path, String driver, boolean mounted) {
        this.site = site;
        this.path = path;
        this.driver = driver;
        this.mounted = mounted;
    }

    /**
     * @param bytes of the file system; the file behind it is sparse
     * @throws SetupFailure BLY-4163 when root wishes for a file system that the kernel here does not give
     */
    static LoopVolume create(LabSite site, String name, Kind wish, long bytes) {
        Path path = site.work().resolve(name);
        createFolder(path);
        if (wish == Kind.FOLDER || !LabUser.isRoot()) {
            return onFolder(site, path);
        }
        String type = wish == Kind.BTRFS ? "btrfs" : "xfs";
        site.narrator()
                .says("making a file system for it: " + type + ", " + (bytes >> 30)
                        + " GiB in a sparse file, mounted at " + path);
        Path image = site.work().resolve(name + ".img");
        site.register().add(Register.Kind.IMAGE, image.toString());
        createSparse(image, bytes);
        require(site, format(site, wish, image));
        site.register().add(Register.Kind.MOUNT, path.toString());
        require(site, List.of("mount", "-t", type, "-o", "loop," + options(wish), image.toString(), path.toString()));
        site.user().own(path);
        return new LoopVolume(site, path, wish == Kind.BTRFS ? "btrfs" : "reflink", true);
    }

    private static List<String> format(LabSite site, Kind wish, Path image) {
        return wish == Kind.BTRFS
                ? List.of(site.tools().mkfsBtrfs().toString(), "-q", image.toString())
                : List.of(site.tools().mkfsXfs().toString(), "-q", "-m", "reflink=1", image.toString());
    }

    private static String options(Kind wish) {
        return wish == Kind.BTRFS ? "noatime,user_subvol_rm_allowed" : "noatime";
    }

    private static LoopVolume onFolder(LabSite site, Path path) {
        String type = ShortProgram.of("stat", "-f", "-c", "%T", path.toString())
                .run()
                .output()
                .strip();
        String driver = driver(site, path, type);
        site.narrator()
                .says(
                        driver.equals("copy")
                                ? "using a folder on " + type
                                        + ", which cannot clone files: every clone is a whole copy here"
                                : "using a folder on the " + type
                                        + " file system that is here: clones share their blocks");
        return new LoopVolume(site, path, driver, false);
    }

    /** Subvolumes are no use to who may not remove them. */
    private static String driver(LabSite site, Path path, String type) {
        boolean subvolumes = type.equals("btrfs")
                && (LabUser.isRoot() || Mounts.ofThisProcess().of(path).has("user_subvol_rm_allowed"));
        if (subvolumes) {
            return "btrfs";
        }
        return canReflink(site, path) ? "reflink" : "copy";
    }

    private static boolean canReflink(LabSite site, Path folder) {
        Path probe = folder.resolve(".probe");
        Path copy = folder.resolve(".probe-copy");
        try {
            Files.writeString(probe, "probe");
            return site.asSelf("cp", "--reflink=always", probe.toString(), copy.toString())
                    .run()
                    .succeeded();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write to " + folder, failure);
        } finally {
            probe.toFile().delete();
            copy.toFile().delete();
        }
    }

    /** Where it is mounted, or the folder. */
    public Path path() {
        return path;
    }

    /** Whether it is a file system of the lab's own; else much that is not the lab's lies on it too. */
    boolean isOwn() {
        return mounted;
    }

    /** The storage driver that fits: {@code btrfs}, {@code reflink} or {@code copy}. */
    public String driver() {
        return driver;
    }

    /** A new dataset: a subvolume on btrfs, else a folder; owned by the lab's account. */
    Path dataset(String name) {
        Path dataset = path.resolve(name);
        if (driver.equals("btrfs")) {
            require(site, List.of(site.tools().btrfs().toString(), "subvolume", "create", dataset.toString()));
        } else {
            createFolder(dataset);
        }
        return site.user().own(dataset);
    }

    /** Loop devices on a file, by name; none once it is unmounted. */
    static List<String> devicesOf(String image) {
        return ShortProgram.of("losetup", "--noheadings", "--output", "NAME", "--associated", image)
                .run()
                .output()
                .lines()
                .filter(line -> line.startsWith("/dev/"))
                .map(String::strip)
                .toList();
    }

    @Override
    public void close() {
        if (mounted && !MountTable.at(path).isEmpty()) {
            require(site, List.of("umount", path.toString()));
        }
    }

    static void require(LabSite site, List<String> command) {
        ShortProgram.Result result = site.asSelf(command.toArray(String[]::new)).run();
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.NO_VOLUME,
                    "`" + String.join(" ", command) + "` failed: " + result.tail(),
                    "no cluster was made yet; what the lab made is removed",
                    "allow loop devices and mounts to this machine (a container needs to be privileged), then start again");
        }
    }

    private static void createSparse(Path image, long bytes) {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + image, failure);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + folder, failure);
        }
    }

    /** For messages and tests. */
    Optional<Path> image() {
        return mounted ? Optional.of(site.work().resolve(path.getFileName() + ".img")) : Optional.empty();
    }
}
