package io.belay.workers.storage.tree;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Capabilities.Consistency;
import io.belay.workers.storage.Capabilities.Problem;
import io.belay.workers.storage.DataDirectoryLinks;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Mounts;
import io.belay.workers.storage.StorageErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One look at a dataset and a place. Of live it only reads, and nothing per file; in the place it tries what it will do. */
final class TreeProbe {

    private final Dataset dataset;
    private final Path place;
    private final FileCopier copier;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    TreeProbe(Dataset dataset, Path place, FileCopier copier) {
        this.dataset = dataset;
        this.place = place;
        this.copier = copier;
    }

    Capabilities look() {
        lookAtLinks();
        lookAtOwner();
        Mounts mounts = Mounts.ofThisProcess();
        for (Path part : DatasetParts.of(dataset)) {
            lookAtPlace(part);
            lookInside(mounts, part);
            problems.addAll(copier.problems(part, place));
        }
        notes.addAll(copier.notes());
        return new Capabilities(Consistency.BACKUP_MODE, copier.isSharing(), problems, notes);
    }

    private void lookAtLinks() {
        for (DataDirectoryLinks.Link link : DataDirectoryLinks.of(dataset.dataDirectory())) {
            if (link.target().isEmpty()) {
                add(StorageErrors.LINK_LEAVES, "the link `" + link.link() + "` leads nowhere; mend or remove it");
            } else if (link.isTablespace() && !link.target().get().startsWith(dataset.root())) {
                add(
                        StorageErrors.LINK_LEAVES,
                        "the link `" + link.link() + "` leads to `"
                                + link.target().get() + "`, outside of `" + dataset.root()
                                + "`; start again, so that it is found anew");
            } else if (link.link().endsWith("pg_tblspc")) {
                add(
                        StorageErrors.LINK_LEAVES,
                        "`" + link.link()
                                + "` is itself a link, which no cluster needs; with the server stopped, make it"
                                + " a folder");
            } else if (!link.isTablespace()) {
                notes.add("the write-ahead log lies at `" + link.target().get()
                        + "`; in images and clones it is a folder of the data directory");
            }
        }
    }

    private void lookAtOwner() {
        try {
            long owner = FileEntry.of(dataset.dataDirectory()).userId();
            if (!Accounts.isRoot() && owner != Accounts.effectiveUserId()) {
                add(
                        StorageErrors.NO_RIGHT,
                        "the data directory `" + dataset.dataDirectory()
                                + "` is not the worker's own, and only root can"
                                + " copy what is another account's. Run the worker as root, or as the owner");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lookAtPlace(Path part) {
        if (place.startsWith(part)) {
            add(
                    StorageErrors.CONTAINS_PLACE,
                    "the place `" + place + "` lies inside `" + part
                            + "`, of which images are to be made in it; name a folder outside of it");
        }
    }

    private void lookInside(Mounts mounts, Path part) {
        for (Path boundary : mounts.inside(part)) {
            if (copier.isSharing()) {
                add(
                        StorageErrors.NESTED,
                        "the mount point `" + boundary
                                + "` lies inside the cluster's files, on another file system with"
                                + " which no blocks can be shared. With the server stopped, move its content onto the one of `"
                                + part + "`");
            } else {
                notes.add("the mount point `" + boundary + "` inside the cluster's files becomes a folder in images");
            }
        }
    }

    private void add(ErrorCode code, String text) {
        problems.add(new Problem(code, text));
    }
}
