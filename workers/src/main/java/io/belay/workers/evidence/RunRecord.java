package io.belay.workers.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happened in a run, one JSON object a line, each with the SHA-256 of the line before it: whoever changes, removes or
 * inserts a line breaks the chain behind it. Only ever appended to, each line durable before {@link #append} returns.
 * Thread-safe.
 *
 * <p>The chain does not prove that its end is still there; {@link #head} is for keeping that proof elsewhere.
 */
public final class RunRecord {

    private static final String NOTHING_BEFORE = "0".repeat(64);
    private static final String TORN = "the line before this one was not written to its end";
    private static final Pattern LINE =
            Pattern.compile("\\{\"previous\":\"([0-9a-f]{64})\",\"sequence\":(\\d+),\"step\":.*\"what\":\"(.*)\"}");

    private final Path file;
    private final Masking masking;
    private final Clock clock;

    RunRecord(Path file, Masking masking, Clock clock) {
        this.file = file;
        this.masking = masking;
        this.clock = clock;
    }

    /** Sequence number and SHA-256 of the newest line; number 0 and zeros when there is none. */
    public record Head(long sequence, String sha256) {}

    /**
     * @param step id of the step, or empty for the run as a whole
     * @param what one sentence; masked before it is written
     * @return the new head
     */
    public synchronized Head append(String step, String what) {
        try {
            List<byte[]> before = lines();
            if (isTorn()) {
                write(new byte[] {'\n'});
                before = lines();
                appendLine(before, "", TORN);
                before = lines();
            }
            return appendLine(before, step, what);
        } catch (IOException e) {
            throw new EvidenceFailure("cannot append to `" + file + "`: " + e.getMessage(), e);
        }
    }

    /** As {@link #append}, unless a line of this step says just that already: for what an interrupted attempt may have noted. */
    public synchronized void appendOnce(String step, String what) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put("what", masking.mask(what));
        String json = CanonicalForm.write(wanted);
        String ending = json.substring(1);
        String middle = "\"step\":" + JsonNodeFactory.instance.textNode(step) + ",";
        try {
            boolean noted = lines().stream()
                    .map(line -> new String(line, StandardCharsets.UTF_8))
                    .anyMatch(line -> line.endsWith(ending) && line.contains(middle));
            if (!noted) {
                append(step, what);
            }
        } catch (IOException e) {
            throw new EvidenceFailure("cannot read `" + file + "`: " + e.getMessage(), e);
        }
    }

    public synchronized Head head() {
        try {
            List<byte[]> lines = lines();
            return lines.isEmpty()
                    ? new Head(0, NOTHING_BEFORE)
                    : new Head(lines.size(), sha256(lines.get(lines.size() - 1)));
        } catch (IOException e) {
            throw new EvidenceFailure("cannot read `" + file + "`: " + e.getMessage(), e);
        }
    }

    /** The first thing that is wrong with the chain, empty when it is whole. */
    public synchronized Optional<String> problem() {
        try {
            return isTorn() ? Optional.of("the last line was not written to its end") : check(lines());
        } catch (IOException e) {
            throw new EvidenceFailure("cannot read `" + file + "`: " + e.getMessage(), e);
        }
    }

    private static Optional<String> check(List<byte[]> lines) {
        String previous = NOTHING_BEFORE;
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(new String(lines.get(i), StandardCharsets.UTF_8));
            boolean isTorn = !line.matches();
            if (isTorn && !isNotedAsTorn(lines, i + 1)) {
                return Optional.of("line " + (i + 1) + " is not a line of a record");
            }
            if (!isTorn && Long.parseLong(line.group(2)) != i + 1) {
                return Optional.of("line " + (i + 1) + " has the number " + line.group(2));
            }
            if (!isTorn && !line.group(1).equals(previous)) {
                return Optional.of("line " + (i + 1) + " does not follow the line before it: one of them was changed");
            }
            previous = sha256(lines.get(i));
        }
        return Optional.empty();
    }

    private static boolean isNotedAsTorn(List<byte[]> lines, int next) {
        if (next >= lines.size()) {
            return false;
        }
        Matcher line = LINE.matcher(new String(lines.get(next), StandardCharsets.UTF_8));
        return line.matches() && line.group(3).equals(TORN);
    }

    private Head appendLine(List<byte[]> before, String step, String what) throws IOException {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("previous", before.isEmpty() ? NOTHING_BEFORE : sha256(before.get(before.size() - 1)));
        line.put("sequence", before.size() + 1);
        line.put("step", step);
        line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("what", masking.mask(what));
        byte[] written = CanonicalForm.write(line).getBytes(StandardCharsets.UTF_8);
        byte[] withEnd = Arrays.copyOf(written, written.length + 1);
        withEnd[written.length] = '\n';
        write(withEnd);
        return new Head(before.size() + 1L, sha256(written));
    }

    private void write(byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private boolean isTorn() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        byte[] all = Files.readAllBytes(file);
        return all.length > 0 && all[all.length - 1] != '\n';
    }

    private List<byte[]> lines() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        byte[] all = Files.readAllBytes(file);
        int begin = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] == '\n') {
                lines.add(Arrays.copyOfRange(all, begin, at));
                begin = at + 1;
            }
        }
        return lines;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
