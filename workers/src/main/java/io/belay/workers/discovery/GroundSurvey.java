package io.belay.workers.discovery;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.posix.XfsGeometry;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.Mounts;
import io.belay.workers.storage.StorageFailure;
import io.belay.workers.storage.tree.OneStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Judges what a data directory lies on by looking alone: the driver that fits, and where its work may lie. What the driver itself
 * finds when it tries is for preflight. For one cluster and one thread.
 */
final class GroundSurvey {

    private static final Set<String> NETWORK = Set.of(
            "nfs", "nfs4", "cifs", "smb3", "ceph", "glusterfs", "fuse.glusterfs", "fuse.sshfs", "9p", "virtiofs");

    private static final String WORK = ".belay";

    private final Mounts mounts;
    private final Path data;
    private final List<Path> outside;
    private final List<String> obstacles = new ArrayList<>();

    /** @param outside resolved folders of the log and of tablespaces that lie elsewhere */
    GroundSurvey(Mounts mounts, Path data, List<Path> outside) {
        this.mounts = mounts;
        this.data = data;
        this.outside = outside;
    }

    Ground look(CopySpeed speed) {
        Mounts.Mount mount = mounts.of(data);
        String driver = driver(mount);
        Path path = WorkPlace.around(driver.equals("btrfs") ? subvolume() : data, mount.point());
        FileSystemFigures figures = figures();
        return new Ground(
                mount.fileSystem(),
                driver,
                path,
                path.resolve(WORK),
                figures.freeBytes(),
                figures.totalBytes(),
                NETWORK.contains(mount.fileSystem()),
                driver.equals("copy") ? speed.of(data) : OptionalLong.empty(),
                obstacles);
    }

    /** Of the nearest folder that this account may open. */
    private FileSystemFigures figures() {
        Path at = data;
        while (true) {
            try {
                return FileSystemFigures.of(at);
            } catch (PosixFailure closedToUs) {
                Path parent = at.getParent();
                if (parent == null) {
                    return new FileSystemFigures(0, 0, 0);
                }
                at = parent;
            }
        }
    }

    private String driver(Mounts.Mount mount) {
        if (mount.point().equals(data)) {
            obstacles.add("the data directory is itself a mount point, so nothing can lie beside it on its file system:"
                    + " every snapshot is a full copy on another one");
            return "copy";
        }
        try {
            return switch (mount.fileSystem()) {
                case "btrfs" -> onBtrfs(mount);
                case "xfs" -> onXfs(mount);
                default -> "copy";
            };
        } catch (PosixFailure | StorageFailure | UncheckedIOException closedToUs) {
            obstacles.add("this account may not look at `" + data + "`; as root more would be known");
            return mount.fileSystem().equals("btrfs") || mount.fileSystem().equals("xfs") ? "auto" : "copy";
        }
    }

    private String onBtrfs(Mounts.Mount mount) {
        Path root = subvolume();
        if (Subvolumes.isInTopLevel(root)) {
            obstacles.add("`" + data + "` lies in no btrfs subvolume of its own: files are shared one by one instead of"
                    + " an image of one moment");
            return sharing();
        }
        List<Path> left =
                outside.stream().filter(path -> !path.startsWith(root)).toList();
        if (!left.isEmpty()) {
            obstacles.add("outside of the subvolume `" + root + "` lie " + left
                    + ": files are shared one by one instead of an image of one moment");
            return sharing();
        }
        if (mount.point().equals(root)) {
            obstacles.add("the subvolume is itself mounted at `" + root
                    + "`, so nothing beside it lies on the same file system: mount its parent, or name `--work`");
            return sharing();
        }
        if (!Accounts.isRoot() && !mount.has("user_subvol_rm_allowed")) {
            obstacles.add(
                    "without root a worker removes btrfs snapshots only where `user_subvol_rm_allowed` is mounted");
        }
        return "btrfs";
    }

    private String onXfs(Mounts.Mount mount) {
        if (!XfsGeometry.sharesBlocks(data)) {
            obstacles.add("the XFS at `" + mount.point() + "` was made without `reflink=1`");
            return "copy";
        }
        return sharing();
    }

    /** Blocks are shared within one file system only. */
    private String sharing() {
        for (Path folder : outside) {
            if (!OneStore.holds(data, folder)) {
                obstacles.add("`" + folder
                        + "` lies on another file system than the data directory, with which it shares" + " no blocks");
                return "copy";
            }
        }
        return "xfs";
    }

    private Path subvolume() {
        Dataset dataset = DatasetFinder.find(data);
        return dataset.root();
    }
}
