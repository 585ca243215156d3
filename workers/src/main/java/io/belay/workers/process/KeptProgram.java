package io.belay.workers.process;

import io.belay.workers.posix.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that is kept open and asked again and again through its standard input, because starting it anew for each question takes
 * longer than the question. Everything that is asked and said is in its transcript. For one thread at a time.
 *
 * <p>Who starts it may die: the program then finds its input closed. Until it looks there it goes on, so whoever cleans up behind a
 * killed process looks for it by its working folder.
 */
public final class KeptProgram implements AutoCloseable {

    private final Process process;
    private final Optional<ProcessIdentity> identity;
    private final Writer input;
    private final BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();
    private final Path transcript;

    /**
     * An answer.
     *
     * @param lines without the one that ends it
     * @param whole whether that one came; without it the program is of no use any more
     */
    public record Said(List<String> lines, boolean whole) {

        public Said {
            lines = List.copyOf(lines);
        }
    }

    KeptProgram(Process process, Path transcript) {
        this.process = process;
        this.identity = ProcessIdentity.of(process.pid());
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.transcript = transcript;
        Thread reader = new Thread(this::read, "kept-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(Optional.of(line));
            }
        } catch (IOException ended) {
            // Told apart by nobody: it says nothing more.
        } finally {
            said.add(Optional.empty());
        }
    }

    /**
     * Sends a text and waits for the line that ends its answer. One that does not come in time ends the program: its next answer
     * would be this one's.
     *
     * @param last the line that the text makes the program say at the end
     */
    public Said ask(String text, String last, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        List<String> lines = new ArrayList<>();
        boolean whole = send(text) && isWhole(lines, last, end);
        note(text, lines);
        if (!whole) {
            process.destroy();
        }
        return new Said(lines, whole);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    private boolean send(String text) {
        try {
            input.write(text);
            input.flush();
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    private boolean isWhole(List<String> lines, String last, long end) {
        try {
            while (true) {
                Optional<String> line = said.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (line == null || line.isEmpty()) {
                    return false;
                }
                if (line.get().equals(last)) {
                    return true;
                }
                lines.add(line.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void note(String asked, List<String> answered) {
        String text = "> " + asked.strip() + "\n" + (answered.isEmpty() ? "" : String.join("\n", answered) + "\n");
        try {
            Files.writeString(transcript, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("what a program said cannot be kept in " + transcript, e);
        }
    }

    /** Its process group is gone when this returns, by TERM and then by KILL. */
    @Override
    public void close() {
        identity.ifPresent(ProcessGroup::end);
        process.destroyForcibly();
    }
}
