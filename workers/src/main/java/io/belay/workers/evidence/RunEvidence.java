package io.belay.workers.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.evidence.BoundFile;
import io.belay.engine.evidence.ChainLine;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The folder that proves what a run did on this host: the chained {@link RunRecord}, and files that are written once. Lies on
 * storage that is never snapshotted or rolled back. Thread-safe; several processes may write for a run.
 *
 * <p>Whatever is written here passes the masking first; whatever is read for others passes it again, because tools write their
 * transcripts here too.
 */
public final class RunEvidence {

    /** Longest piece of one reading, the limit of what travels in one answer. */
    public static final int LONGEST_PIECE = 65_536;

    private final Path folder;
    private final Masking masking;
    private final RunRecord record;
    private final FolderFiles files;

    private RunEvidence(Path folder, Masking masking, Clock clock) {
        this.folder = folder;
        this.masking = masking;
        this.record = new RunRecord(folder, masking, clock);
        this.files = new FolderFiles(folder, masking);
    }

    /**
     * Opens a run's folder, and creates it (0700) when it is not there.
     *
     * @param evidence folder of all runs
     * @param runId {@code [a-z0-9-]{1,40}}
     */
    public static RunEvidence open(Path evidence, String runId, Masking masking, Clock clock) {
        if (!runId.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("not a run's id: `" + runId + "`");
        }
        Path folder = evidence.resolve(runId);
        createFolder(folder);
        return new RunEvidence(folder, masking, clock);
    }

    /** For tools that write their transcripts themselves. */
    public Path folder() {
        return folder;
    }

    public RunRecord record() {
        return record;
    }

    /**
     * Writes a file once, durably, and notes it with its SHA-256 in the record. Writing the same content again changes nothing,
     * so a step may be repeated.
     *
     * @throws EvidenceFailure when a file of that name has another content: evidence is never overwritten
     */
    public synchronized void write(String step, String name, byte[] content) {
        Path file = new EvidenceFile(name).in(folder);
        Path parent = Objects.requireNonNullElse(file.getParent(), folder);
        byte[] masked = masking.mask(content);
        try {
            createFolder(parent);
            Path temporary = file.resolveSibling(".writing-" + UUID.randomUUID());
            try {
                writeDurably(temporary, masked);
                // A link, not a rename: it fails when the name is taken, whoever took it.
                Files.createLink(file, temporary);
                syncFolder(parent);
            } catch (FileAlreadyExistsException taken) {
                requireSame(file, masked);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new EvidenceFailure("cannot write evidence `" + file + "`: " + e.getMessage(), e);
        }
        note(step, files.bound(name, masked.length));
    }

    private void note(String step, BoundFile file) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putArray("files")
                .addObject()
                .put("name", file.name())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256());
        record.appendOnce(
                new Entry(ChainWords.FILE, step, "file " + file.name() + " sha256 " + file.sha256(), data),
                line -> line.step().equals(step)
                        && line.files().contains(new BoundFile(files.told(file.name()), file.bytes(), file.sha256())));
    }

    /**
     * Appends the entry as a line that also binds every file that no line before it binds as it is now, and names the programs that
     * were started since. Costs one reading of these files.
     *
     * @return the head behind it, which vouches for all of it
     */
    public EvidenceHead seal(Entry entry) {
        return record.appendTo(chain -> Optional.of(new Sealing(files).seal(entry, chain)));
    }

    /** As {@link #seal}, unless a line is there that says it already and nothing is new in the folder. */
    public EvidenceHead sealOnce(Entry entry, Predicate<ChainLine.Content> same) {
        return record.appendTo(chain -> {
            Entry sealed = new Sealing(files).seal(entry, chain);
            boolean nothingNew = !sealed.data().has("files") && chain.contents().anyMatch(same);
            return nothingNew ? Optional.empty() : Optional.of(sealed);
        });
    }

    public void write(String step, String name, String content) {
        write(step, name, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Walks the chain and the files that it binds, and compares it with heads of it that were kept elsewhere.
     *
     * @param anchors in any order
     */
    public EvidenceReport check(List<EvidenceHead> anchors) {
        return new EvidenceCheck(files, record.chain()).report(anchors);
    }

    /** Names of all files, sorted; links and what begins with a dot are left out. */
    public List<String> list() {
        return files.list();
    }

    /**
     * @param text masked; whole characters only
     * @param nextOffset where the next piece begins, in bytes of the file
     * @param end whether the file ends there now; it may still grow
     */
    public record Piece(String text, long nextOffset, boolean end) {}

    /**
     * @param offset in bytes; negative counts from the end
     * @param length at most {@link #LONGEST_PIECE} bytes are read
     * @throws EvidenceFailure when there is no such file
     */
    public Piece read(String name, long offset, int length) {
        Path file = new EvidenceFile(name).in(folder);
        requireInside(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            long from = Math.min(size, offset < 0 ? Math.max(0, size + offset) : offset);
            long to = Math.min(size, from + Math.max(1, Math.min(length, LONGEST_PIECE)));
            return piece(channel, from, to, size);
        } catch (IOException e) {
            throw new EvidenceFailure("cannot read `" + name + "` of this run: " + e.getMessage(), e);
        }
    }

    private Piece piece(FileChannel channel, long from, long to, long size) throws IOException {
        int margin = Math.max(masking.margin(), 4);
        long windowFrom = Math.max(0, from - margin);
        byte[] window = readFully(channel, windowFrom, Math.min(size, to + margin));
        int begin = wholeCharacter(window, (int) (from - windowFrom));
        int end = to == size ? window.length : wholeCharacter(window, (int) (to - windowFrom));
        String text = new String(masked(window, begin, Math.max(begin, end)), StandardCharsets.UTF_8);
        long next = windowFrom + Math.max(begin, end);
        return new Piece(text, next, next >= size);
    }

    /** Masked with what lies around it in view: of a secret that crosses an edge nothing is left in the piece. */
    private byte[] masked(byte[] window, int begin, int end) {
        return Arrays.copyOfRange(masking.mask(window), begin, end);
    }

    /** The first place from here on at which a UTF-8 character begins; at most three bytes on. */
    private static int wholeCharacter(byte[] window, int place) {
        int at = place;
        while (at < window.length && at < place + 3 && (window[at] & 0xC0) == 0x80) {
            at++;
        }
        return at;
    }

    private static byte[] readFully(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
        long at = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void requireInside(Path file) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new EvidenceFailure("`" + folder.relativize(file) + "` does not lie in this run's folder");
            }
        } catch (IOException e) {
            throw new EvidenceFailure("there is no file `" + folder.relativize(file) + "` in this run's folder", e);
        }
    }

    private static void requireSame(Path file, byte[] content) throws IOException {
        if (!Arrays.equals(Files.readAllBytes(file), content)) {
            throw new EvidenceFailure(
                    "evidence `" + file + "` exists with another content; it is kept as it is, nothing was written");
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new EvidenceFailure("cannot create `" + folder + "`: " + e.getMessage(), e);
        }
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
