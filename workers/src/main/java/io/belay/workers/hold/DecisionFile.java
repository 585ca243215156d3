package io.belay.workers.hold;

import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The crossing: a file that is created exactly once, with {@code commit} or {@code undo} in it. Whoever wants to open one side
 * must win it first; the loser follows the winner. Thread-safe, also against other processes of this host.
 *
 * <p>Written beside, forced, then linked: a link, unlike a rename, fails when the name is taken, and the name never stands for
 * half a word, as a file made by O_EXCL and then written would after a power cut between the two.
 */
public final class DecisionFile {

    private final Path file;

    public DecisionFile(Path folder) {
        this.file = folder.resolve("decision");
    }

    /** @return the decision that stands from now on, whoever made it */
    public Decision claim(Decision wanted) {
        if (standing().isEmpty()) {
            link(wanted);
        }
        // Also what another one decided: it may have been killed before it had forced the folder.
        Durable.sync(folder());
        return standing().orElseThrow(() -> new IllegalStateException("the decision is gone: " + file));
    }

    private void link(Decision wanted) {
        Path ahead = ahead(wanted);
        boolean isAhead = Files.exists(ahead);
        Path word = isAhead ? ahead : file.resolveSibling(".decision." + UUID.randomUUID());
        try {
            if (!isAhead) {
                Durable.write(word, wanted.word() + "\n");
            }
            Files.createLink(file, word);
        } catch (FileAlreadyExistsException lost) {
            // Decided between the look and the link: the winner's word counts.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("the decision of the hold cannot be written", e);
        } finally {
            if (!isAhead) {
                deleteQuietly(word);
            }
        }
    }

    /** Writes both words before anything begins: a disk that is full later must not keep anybody from deciding. */
    void prepare() {
        for (Decision decision : Decision.values()) {
            Durable.write(ahead(decision), decision.word() + "\n");
        }
    }

    private Path ahead(Decision decision) {
        return file.resolveSibling(".decision." + decision.word());
    }

    public Optional<Decision> standing() {
        try {
            return Optional.of(Decision.of(Files.readString(file).strip()));
        } catch (NoSuchFileException open) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the decision of the hold cannot be read", e);
        }
    }

    /**
     * The moment of the decision, the same whoever asks: the word lay there before, and was given its name then.
     *
     * @throws UncheckedIOException where none stands
     */
    Instant since() {
        try {
            return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("when the hold was decided cannot be read", e);
        }
    }

    private Path folder() {
        return file.toAbsolutePath().getParent() == null
                ? Path.of("/")
                : file.toAbsolutePath().getParent();
    }

    private static void deleteQuietly(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException left) {
            // A second name of a decided file, or of nothing: it decides nothing.
            return;
        }
    }
}
