package io.belay.workers.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.evidence.Chain;
import io.belay.engine.evidence.ChainLine;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.EvidenceFault;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What happened in a run, as a {@link Chain}: only ever appended to, each line durable before it is spoken of. Whoever appends
 * holds the file's lock meanwhile, so writers of several threads and processes take turns. Thread-safe.
 *
 * <p>The chain does not prove that its end is still there; {@link #head} is for keeping that proof elsewhere.
 */
public final class RunRecord {

    /** In the run's folder. */
    public static final String FILE = "record.jsonl";

    /** An append takes milliseconds; who holds the lock for that long is stopped, and the next attempt asks again. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(20);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final Path file;
    private final Masking masking;
    private final Clock clock;
    private final ReadChain lines;

    RunRecord(Path folder, Masking masking, Clock clock) {
        this.file = folder.resolve(FILE);
        this.masking = masking;
        this.clock = clock;
        this.lines = new ReadChain(file);
    }

    /** @return the new head */
    public EvidenceHead append(Entry entry) {
        return appendTo(chain -> Optional.of(entry));
    }

    /** A line that is nothing but a sentence. */
    public EvidenceHead append(String step, String what) {
        return append(Entry.note(step, what));
    }

    /** As {@link #append}, unless a line of this step says just that already: for what an interrupted attempt may have noted. */
    public EvidenceHead appendOnce(String step, String what) {
        String masked = masking.mask(what);
        return appendOnce(
                Entry.note(step, what),
                line -> line.step().equals(step) && line.what().equals(masked));
    }

    /** As {@link #append}, unless a line is there that says it already. */
    public EvidenceHead appendOnce(Entry entry, Predicate<ChainLine.Content> same) {
        return appendTo(chain -> chain.contents().anyMatch(same) ? Optional.empty() : Optional.of(entry));
    }

    /**
     * Appends what follows from what is there; nobody else writes meanwhile.
     *
     * @param next empty when there is nothing to write
     * @return the head behind it
     */
    EvidenceHead appendTo(Function<Chain, Optional<Entry>> next) {
        try (FileLock turn = turn()) {
            Chain chain = lines.grown();
            if (chain.unfinished()) {
                write(new byte[] {'\n'});
                appendLine(lines.grown().head(), Entry.note("", ChainLine.TORN));
                chain = lines.grown();
            }
            EvidenceHead head = chain.head();
            Optional<Entry> entry = next.apply(chain);
            return entry.isPresent() ? appendLine(head, entry.get()) : head;
        } catch (IOException e) {
            throw new EvidenceFailure("cannot append to `" + file + "`: " + e.getMessage(), e);
        }
    }

    public EvidenceHead head() {
        try {
            return lines.grown().head();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** As it is now; the last line may be one that somebody is writing. */
    public Chain chain() {
        try {
            return lines.fresh();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The first thing that is wrong with the chain, empty when it is whole. */
    public Optional<String> problem() {
        Chain chain = chain();
        return chain.fault()
                .map(EvidenceFault::statement)
                .or(() -> chain.unfinished()
                        ? Optional.of("the last line was not written to its end")
                        : Optional.empty());
    }

    private FileLock turn() {
        long deadline = System.nanoTime() + LONGEST_TURN.toNanos();
        try {
            while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
                Optional<FileLock> lock = FileLock.tryAcquire(file);
                if (lock.isPresent()) {
                    return lock.get();
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        } catch (PosixFailure e) {
            throw new EvidenceFailure("cannot append to `" + file + "`: " + e.getMessage(), e);
        }
        throw new EvidenceFailure("somebody else is writing `" + file + "` for too long; nothing was written");
    }

    private EvidenceFailure unreadable(IOException e) {
        return new EvidenceFailure("cannot read `" + file + "`: " + e.getMessage(), e);
    }

    private EvidenceHead appendLine(EvidenceHead before, Entry entry) throws IOException {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (!entry.data().isEmpty()) {
            line.set("data", masked(entry.data()));
        }
        if (!entry.kind().equals(ChainWords.NOTE)) {
            line.put("kind", entry.kind());
        }
        line.put("previous", before.sha256());
        line.put("sequence", before.line() + 1);
        line.put("step", entry.step());
        line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("what", masking.mask(entry.what()));
        String written = CanonicalForm.write(line);
        write((written + "\n").getBytes(StandardCharsets.UTF_8));
        // Taken in as it was written: whoever changes it from now on does not change what follows.
        lines.grown();
        return new EvidenceHead(before.line() + 1, CanonicalForm.hash(written));
    }

    /** Text by text, before it becomes JSON, which would break up a secret with quotes or line ends in it. */
    private JsonNode masked(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(masking.mask(value.asText()));
        }
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            // A digest tells nothing, and a short secret may stand in one by chance.
            value.properties()
                    .forEach(field -> copy.set(
                            field.getKey(),
                            field.getKey().equals("sha256") ? field.getValue() : masked(field.getValue())));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(masked(element)));
            return copy;
        }
        return value;
    }

    private void write(byte[] bytes) throws IOException {
        // The lock has made the file, for its owner only.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
