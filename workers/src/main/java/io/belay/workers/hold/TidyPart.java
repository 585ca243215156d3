package io.belay.workers.hold;

import io.belay.workers.storage.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Behind the release: what new does not need goes, the final snapshot is pinned. Old live is not touched. */
final class TidyPart implements Part {

    static final String NAME = "tidy";

    private final Workshop shop;
    private final Work work;

    TidyPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        shop.remove(shop.twin());
        shop.remove(shop.stage());
        shop.forgetSockets(shop.candidate());
        pin();
        try {
            removeOldFromNew();
        } catch (IOException | UncheckedIOException refused) {
            String note = "names of old's files in new's tree could not be removed: " + refused.getMessage();
            work.note(note, note);
        }
    }

    private void pin() {
        String cluster = shop.order().cluster();
        try {
            shop.snapshots().list(cluster).stream()
                    .flatMap(snapshot -> snapshot.record().stream())
                    .filter(record -> record.requestId().equals(ImagePart.requestId(shop)))
                    .filter(record -> record.pinned().isEmpty())
                    .forEach(record -> shop.snapshots()
                            .pin(
                                    cluster,
                                    record.id(),
                                    "live's last state before the promotion by run "
                                            + shop.order().run()));
        } catch (StorageFailure refused) {
            String note = "the final snapshot is not pinned: " + refused.getMessage();
            work.note(note, note);
        }
    }

    /**
     * Old's data directory in new's tree is the one that pg_upgrade linked from: other names of new's files, and copies. Only what
     * is proven to be it goes: inside new's tree, of old's major, beside new's data directory.
     */
    private void removeOldFromNew() throws IOException {
        Path root = shop.order().fresh().root();
        Path data = shop.order().fresh().data();
        Path old = root.resolve(shop.order().oldInClone());
        String major = String.valueOf(shop.order().live().programs().major());
        if (!shop.finalName().isTaken()) {
            return;
        }
        boolean isOld = Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)
                && !data.startsWith(old)
                && Files.readString(old.resolve("PG_VERSION")).strip().equals(major);
        if (isOld) {
            removeTree(old);
            removeEmptyAbove(old, root);
        }
        for (Path link : FinalName.links(data)) {
            Path target = link.toRealPath();
            if (target.startsWith(root) && !target.startsWith(data)) {
                for (Path version : list(target)) {
                    if (version.getFileName().toString().startsWith("PG_" + major + "_")) {
                        removeTree(version);
                    }
                }
            }
        }
        removeTree(root.resolve(".belay"));
    }

    private static void removeEmptyAbove(Path gone, Path root) throws IOException {
        Path folder = gone.getParent();
        while (folder != null && !folder.equals(root) && list(folder).isEmpty()) {
            Files.delete(folder);
            folder = folder.getParent();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Links in it are removed, never followed. */
    private static void removeTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
