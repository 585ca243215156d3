package io.belay.workers.evidence;

import io.belay.engine.evidence.BoundFile;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of a run's folder beside its chain, and how their first bytes read. Thread-safe. */
final class FolderFiles {

    private static final int DEEPEST = 8;
    private static final int PIECE = 65_536;

    private final Path folder;
    private final Masking masking;

    FolderFiles(Path folder, Masking masking) {
        this.folder = folder;
        this.masking = masking;
    }

    /** As a line names it: a name may hold a word that is a secret too. */
    String told(String name) {
        return masking.mask(name);
    }

    /** Names of all files, sorted; links and what begins with a dot are left out. */
    List<String> list() {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith(".") && !name.contains("/."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EvidenceFailure("cannot list `" + folder + "`: " + e.getMessage(), e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    long size(String name) {
        try {
            return Files.size(path(name));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** What a line would say of the file's first bytes now. */
    BoundFile bound(String name, long bytes) {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(path(name))) {
            long read = digest(in, digest, bytes);
            return new BoundFile(name, read, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** @return how many bytes there were, at most as many as asked for */
    static long digest(InputStream in, MessageDigest digest, long bytes) throws IOException {
        byte[] piece = new byte[PIECE];
        long read = 0;
        while (read < bytes) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, bytes - read));
            if (got < 0) {
                return read;
            }
            digest.update(piece, 0, got);
            read += got;
        }
        return read;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private EvidenceFailure unreadable(String name, IOException e) {
        return new EvidenceFailure("cannot read `" + path(name) + "`: " + e.getMessage(), e);
    }
}
