package io.belay.workers.storage.btrfs;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileFlags;
import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Capabilities.Consistency;
import io.belay.workers.storage.Capabilities.Problem;
import io.belay.workers.storage.DataDirectoryLinks;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Mounts;
import io.belay.workers.storage.StorageErrors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One look at a dataset and a place on btrfs. Reads only, and nothing per file. */
final class BtrfsProbe {

    private final Dataset dataset;
    private final Path place;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    BtrfsProbe(Dataset dataset, Path place) {
        this.dataset = dataset;
        this.place = place;
    }

    Capabilities look() {
        if (isOnBtrfs(dataset.root(), "dataset") && isOnBtrfs(place, "place") && isOwnSubvolume()) {
            Mounts mounts = Mounts.ofThisProcess();
            List<Path> reached = reached();
            lookAtPlace(mounts);
            lookInside(
                    Subvolumes.nested(dataset.root()).stream()
                            .map(dataset.root()::resolve)
                            .toList(),
                    reached,
                    "subvolume");
            lookInside(mounts.inside(dataset.root()), reached, "mount point");
            noteWhatMatters(mounts);
        }
        return new Capabilities(Consistency.ATOMIC, true, problems, notes);
    }

    private boolean isOnBtrfs(Path path, String what) {
        if (FileSystemFigures.of(path).type() == FileSystemFigures.BTRFS) {
            return true;
        }
        add(
                StorageErrors.UNSUITABLE,
                "the " + what + " `" + path + "` does not lie on btrfs; name another driver or another place in the"
                        + " host's configuration");
        return false;
    }

    private boolean isOwnSubvolume() {
        Path root = dataset.root();
        if (!Subvolumes.isSubvolume(root) || Subvolumes.treeOf(dataset.dataDirectory()) != Subvolumes.treeOf(root)) {
            add(
                    StorageErrors.NO_OWN_SUBVOLUME,
                    "the data directory `" + dataset.dataDirectory() + "` does not lie in the subvolume `" + root
                            + "`");
            return false;
        }
        if (Subvolumes.isInTopLevel(root)) {
            add(
                    StorageErrors.NO_OWN_SUBVOLUME,
                    "the data directory `" + dataset.dataDirectory() + "` lies in the top-level subvolume `" + root
                            + "`, together with everything else of the file system. With the server stopped, make a"
                            + " subvolume for it (`btrfs subvolume create`) and move the data directory there");
            return false;
        }
        return true;
    }

    /** The data directory and all that its links lead to, as far as it stays inside. */
    private List<Path> reached() {
        List<Path> reached = new ArrayList<>(List.of(dataset.dataDirectory()));
        for (DataDirectoryLinks.Link link : DataDirectoryLinks.of(dataset.dataDirectory())) {
            if (link.target().isEmpty()) {
                add(StorageErrors.LINK_LEAVES, "the link `" + link.link() + "` leads nowhere; mend or remove it");
                continue;
            }
            Path target = link.target().get();
            if (target.startsWith(dataset.root())) {
                reached.add(target);
            } else {
                add(
                        StorageErrors.LINK_LEAVES,
                        "the link `" + link.link() + "` leads to `" + target + "`, outside of the subvolume `"
                                + dataset.root() + "`; a snapshot would not hold it. With the server stopped, move it"
                                + " into the subvolume and point the link there");
            }
        }
        return reached;
    }

    private void lookAtPlace(Mounts mounts) {
        if (!Subvolumes.fileSystemOf(place).equals(Subvolumes.fileSystemOf(dataset.root()))) {
            add(
                    StorageErrors.OTHER_FILE_SYSTEM,
                    "the place `" + place + "` lies on another file system than the dataset `" + dataset.root()
                            + "`; name a folder on the same one");
        }
        if (place.startsWith(dataset.root())) {
            add(
                    StorageErrors.CONTAINS_PLACE,
                    "the place `" + place + "` lies inside the dataset `" + dataset.root()
                            + "` that is to be snapshotted into it; name a folder outside of it, on the same file system");
        }
        if (!Accounts.isRoot() && !mounts.of(place).has("user_subvol_rm_allowed")) {
            add(
                    StorageErrors.NO_RIGHT,
                    "without root the worker could make snapshots in `" + place
                            + "` but not remove them. Run it as root," + " or mount with `user_subvol_rm_allowed`");
        }
    }

    private void lookInside(List<Path> boundaries, List<Path> reached, String what) {
        for (Path boundary : boundaries) {
            boolean matters = reached.stream().anyMatch(path -> boundary.startsWith(path) || path.startsWith(boundary));
            if (matters) {
                add(
                        StorageErrors.NESTED,
                        "the " + what + " `" + boundary + "` lies inside the cluster's files; a snapshot would hold an"
                                + " empty folder there. With the server stopped, move its content into the subvolume `"
                                + dataset.root() + "`");
            } else {
                notes.add("the " + what + " `" + boundary + "` inside the dataset will not be in its snapshots");
            }
        }
    }

    private void noteWhatMatters(Mounts mounts) {
        Mounts.Mount mount = mounts.of(dataset.root());
        FileFlags flags = FileFlags.of(dataset.dataDirectory());
        if (flags.noCopyOnWrite() || mount.has("nodatacow")) {
            notes.add("`" + dataset.dataDirectory()
                    + "` is nodatacow: no checksums; each block is still copied once after each snapshot");
        }
        if (flags.compressed() || mount.has("compress") || mount.has("compress-force")) {
            notes.add("`" + dataset.dataDirectory()
                    + "` is compressed: shared extents prove nothing there, the closing proof reads such files");
        }
        if (dataset.relativeDataDirectory().toString().isEmpty()) {
            notes.add("the data directory is itself the subvolume `" + dataset.root()
                    + "`; in a candidate the old and the new one have to be arranged side by side");
        }
    }

    private void add(ErrorCode code, String text) {
        problems.add(new Problem(code, text));
    }
}
