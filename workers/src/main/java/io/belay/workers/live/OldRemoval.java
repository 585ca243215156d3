package io.belay.workers.live;

import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.posix.Rename;
import io.belay.workers.storage.Mounts;
import io.belay.workers.storage.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Removes old's folders. The data directory is renamed first, beside itself: from then on nobody can start it by its path, and a call
 * after a crash knows by that name what is to be finished, whatever has come to the old path meanwhile. Links are removed, never
 * followed. One thread.
 *
 * <p>Order: data directory renamed; tablespaces and WAL, as long as the links to them still prove that they are old's; the renamed
 * tree; then folders around it that are empty now, up to the storage unit.
 */
final class OldRemoval {

    private final OldLive old;
    private final Path leaving;
    private final List<String> stayed = new ArrayList<>();

    OldRemoval(OldLive old, Place place) {
        this.old = old;
        this.leaving = OldLive.leaving(old.dataDirectory(), old.replacedBy());
        if (place.root().startsWith(old.dataDirectory())) {
            throw new IllegalArgumentException("the place lies in what is removed: " + place);
        }
    }

    boolean hasBegun() {
        return Files.exists(leaving, LinkOption.NOFOLLOW_LINKS);
    }

    List<String> remove(Consumer<String> tick) {
        try {
            if (!hasBegun() && Files.exists(old.dataDirectory(), LinkOption.NOFOLLOW_LINKS)) {
                take();
            }
            if (hasBegun()) {
                beyond(tick);
                FolderTree.delete(leaving, tick);
            }
            emptied();
            return List.copyOf(stayed);
        } catch (IOException | UncheckedIOException | PosixFailure refused) {
            throw new LiveFailure(
                    LiveErrors.OLD_NOT_REMOVED,
                    "old live is removed in part, what is left lies in `" + leaving + "`: " + refused.getMessage()
                            + ". New is not concerned, and old's last image stays. Correct it, then retry",
                    refused);
        }
    }

    /** From here on it goes. Whoever began to use it in the meantime gets it back. */
    private void take() {
        Path data = old.dataDirectory();
        Rename.withoutReplacing(data, leaving);
        Durable.sync(Place.folderOf(data));
        List<String> users = FolderUsers.of(new OldFolders(old, leaving).all());
        if (!users.isEmpty()) {
            Rename.withoutReplacing(leaving, data);
            Durable.sync(Place.folderOf(data));
            throw Retirement.inUse(old, String.join(", ", users));
        }
    }

    private void beyond(Consumer<String> tick) throws IOException {
        for (var tablespace : old.tablespaces().entrySet()) {
            Path link = leaving.resolve("pg_tblspc").resolve(tablespace.getKey());
            outside(link, tablespace.getValue(), entry -> OldFolders.isOfTablespace(entry, old.major()), tick);
        }
        if (old.walDirectory().isPresent()) {
            outside(leaving.resolve("pg_wal"), old.walDirectory().get(), OldFolders::isWal, tick);
        }
    }

    /** The link goes last: while it is there, the folder behind it is not finished. */
    private void outside(Path link, Path recorded, Predicate<Path> isOurs, Consumer<String> tick) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return;
        }
        if (Files.isDirectory(recorded) && link.toRealPath().equals(recorded)) {
            for (Path entry : OwnedFiles.list(recorded)) {
                if (isOurs.test(entry)) {
                    FolderTree.delete(entry, tick);
                }
            }
            if (!deletedBecauseEmpty(recorded)) {
                stayed.add("`" + recorded + "` stays: it holds more than old's files, or is a mount point");
            }
        }
        Files.delete(link);
        Durable.sync(Place.folderOf(link));
    }

    private void emptied() throws IOException {
        Path folder = Place.folderOf(old.dataDirectory());
        while (folder.startsWith(old.root())) {
            if (!deletedBecauseEmpty(folder)) {
                if (Files.exists(folder)) {
                    stayed.add("`" + folder + "` stays: it holds more than old's data directory, or is a mount point");
                    return;
                }
            }
            folder = Place.folderOf(folder);
        }
    }

    private static boolean deletedBecauseEmpty(Path folder) throws IOException {
        boolean mounted = Mounts.ofThisProcess().of(folder).point().equals(folder);
        if (mounted || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !OldFolders.isEmpty(folder)) {
            return false;
        }
        Files.delete(folder);
        Durable.sync(Place.folderOf(folder));
        return true;
    }
}
