package io.belay.workers.storage.copy;

import io.belay.workers.posix.FileAttributes;
import io.belay.workers.storage.Capabilities.Problem;
import io.belay.workers.storage.tree.FileCopier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Full copies, byte by byte: works everywhere, is slow, and needs the room once more for each copy. */
public final class PlainFiles implements FileCopier {

    private static final int PIECE = 1 << 18;

    /** Between two calls of what has to be done meanwhile: well below a second on any disk. */
    private static final long LOOK_UP = 16L << 20;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @Override
    public String driver() {
        return "copy";
    }

    @Override
    public boolean isSharing() {
        return false;
    }

    @Override
    public void copy(Path original, Path copy, FileAttributes attributes, Runnable meanwhile) throws IOException {
        try (FileChannel from = FileChannel.open(original, READ);
                FileChannel to = FileChannel.open(copy, NEW, PRIVATE)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            long since = 0;
            while (from.read(piece) >= 0) {
                piece.flip();
                since += piece.remaining();
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
                piece.clear();
                if (since >= LOOK_UP) {
                    meanwhile.run();
                    since = 0;
                }
            }
        }
        attributes.applyTo(copy);
    }

    @Override
    public List<Problem> problems(Path folder, Path place) {
        return List.of();
    }

    @Override
    public List<String> notes() {
        return List.of(
                "this storage cannot share blocks: every snapshot, clone and waypoint is a full copy, which takes its"
                        + " time and its room, and the closing proof reads all files; a running server is put into backup mode for a"
                        + " snapshot");
    }
}
