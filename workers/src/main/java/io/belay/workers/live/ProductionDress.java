package io.belay.workers.live;

import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings that new wears in production: live's own as far as the new major knows them, the plan's on top. Everything is decided
 * and tried before the hold, so that in it files are written and nothing else. Thread-safe.
 */
public final class ProductionDress {

    private final CommandRunner commands;
    private final Path transcripts;

    /** @param transcripts keeps what the target's programs said */
    public ProductionDress(CommandRunner commands, Path transcripts) {
        this.commands = commands;
        this.transcripts = transcripts;
    }

    /**
     * Reads live's files, decides, and asks the target's {@code postgres -C} about each setting with its value. Starts nothing,
     * writes only into the transcripts' folder. Problems are in the result: all of them, not the first.
     *
     * @throws LiveFailure {@code BLY-3670} when a file of live's configuration cannot be read
     */
    public Dress plan(DressRequest request) {
        Dress dress = DressMaker.make(request);
        List<Dress.Problem> problems = new ArrayList<>(dress.problems());
        problems.addAll(new TargetCheck(commands, transcripts).problems(dress));
        return dress.withProblems(problems);
    }

    /** @throws LiveFailure {@code BLY-3671} naming all problems; nothing when there are none */
    public static void require(Dress dress) {
        if (!dress.problems().isEmpty()) {
            throw new LiveFailure(
                    LiveErrors.SETTINGS_REFUSED,
                    "PostgreSQL " + dress.request().target().version()
                            + " would not serve with the settings for production: "
                            + dress.problems().stream()
                                    .map(Dress.Problem::toString)
                                    .collect(Collectors.joining("; "))
                            + ". Live is untouched. Correct the lines, or set other values by the plan's"
                            + " `target.settings`, then retry");
        }
    }

    /**
     * A real start of the target with these settings, on a new empty cluster in a folder that is removed again: without network as
     * root, on a private socket, archiving nothing. Takes seconds; before the hold.
     *
     * @param scratch does not exist, or is what a killed call left; its folder lets the owner pass
     * @param sockets folder for the private socket; short (a socket's path may have 107 bytes), private to the caller, who removes
     *     it; made when it is not there
     * @throws LiveFailure {@code BLY-3672} with what the server said
     */
    public void tryOn(Dress dress, Path scratch, Path sockets) {
        new DressTrial(commands, transcripts).start(dress, scratch, sockets);
    }

    /**
     * Writes the files: configuration, access, what lay inside live's data directory and is referred to. Idempotent; {@code
     * pg_hba.conf} is replaced atomically. The server is not told.
     *
     * @param newData where new's data directory is now; the dress is written for its final place
     * @throws LiveFailure {@code BLY-3673}
     */
    public static void put(Dress dress, Path newData, Admission admission) {
        new DressFiles(dress, newData).put(admission);
    }

    /**
     * The same for the time in which the two sides follow each other. {@link PairedFiles#letGo} ends it.
     *
     * @param roles that Belay and the other side's server come as
     */
    public static void pair(Dress dress, Path newData, List<String> roles) {
        new DressFiles(dress, newData).put(Admission.PAIRED, roles);
    }
}
