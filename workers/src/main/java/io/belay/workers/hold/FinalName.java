package io.belay.workers.hold;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.Ownership;
import io.belay.workers.posix.Rename;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A candidate gets its final name, outside of the place, and back. What has the final name is only touched while a mark in it says
 * that this very hold put it there. Immutable.
 *
 * @param candidate its root in the place
 * @param root its final root
 * @param relativeData new's data directory in it
 * @param mark of this hold
 */
public record FinalName(Path candidate, Path root, Path relativeData, String mark, Account owner) {

    private static final Path MARK = Path.of(".belay", "hold");

    /** Whether what lies at the final place is this hold's. */
    public boolean isTaken() {
        try {
            Path file = root.resolve(MARK);
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.readString(file).strip().equals(mark);
        } catch (IOException e) {
            throw new UncheckedIOException("what lies at " + root + " cannot be looked at", e);
        }
    }

    public void give() {
        Durable.createFolders(candidate.resolve(".belay"), "rwx------");
        Durable.write(candidate.resolve(MARK), mark + "\n");
        turnLinks(candidate.resolve(relativeData), candidate, root);
        Rename.withoutReplacing(candidate, root);
        syncBoth();
    }

    /** Nothing happens when the final place is not this hold's. What has it must stand still. */
    public void takeBack() {
        if (isTaken()) {
            turnLinks(root.resolve(relativeData), root, candidate);
            Rename.withoutReplacing(root, candidate);
            syncBoth();
        }
    }

    private void syncBoth() {
        Durable.sync(Objects.requireNonNull(root.getParent()));
        Durable.sync(Objects.requireNonNull(candidate.getParent()));
    }

    /** Of the write-ahead log and the tablespaces; each is replaced whole, never followed. */
    private void turnLinks(Path data, Path from, Path to) {
        try {
            for (Path link : links(data)) {
                Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                if (target.startsWith(from)) {
                    Path beside = link.resolveSibling(link.getFileName() + ".belay-new");
                    Files.deleteIfExists(beside);
                    Files.createSymbolicLink(beside, to.resolve(from.relativize(target)));
                    Ownership.give(beside, owner);
                    Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the links of " + data + " cannot be turned", e);
        }
    }

    static List<Path> links(Path data) throws IOException {
        List<Path> links = new ArrayList<>();
        for (Path folder : List.of(data, data.resolve("pg_tblspc"))) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(Files::isSymbolicLink).forEach(links::add);
            }
        }
        return links;
    }
}
