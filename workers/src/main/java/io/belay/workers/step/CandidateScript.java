package io.belay.workers.step;

import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.ClientCommands;
import io.belay.workers.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file of SQL in the candidate's own folder, and its calls. What lies there goes back with the candidate: a file that is there has
 * been run, or is about to be. Immutable.
 *
 * @param file in the candidate, readable by the cluster's owner
 * @param single whether all of it is one transaction
 */
record CandidateScript(Path file, boolean single) {

    private static final String FOLDER = "sql";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Where the script of a step lies in a copy of the candidate. */
    static Path file(Path root, CandidateRecord record, String name) {
        return CloneLayout.own(root, record.snapshot()).resolve(FOLDER).resolve(name + ".sql");
    }

    /** Put in place whole; again by a later attempt. */
    static CandidateScript put(StepContext context, String name, String text, boolean single) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Path root = real(candidates.candidate(record).root());
        Path file = file(root, record, name);
        OwnedFiles files = new OwnedFiles(root, context.cluster().owner());
        files.makeFolders(CloneLayout.own(root, record.snapshot()).resolve(FOLDER));
        files.write(file, text);
        return new CandidateScript(file, single);
    }

    /**
     * @param psql of the major that new has
     * @param limit of each statement, and of the program where it is not launched
     * @param settings more of them for the session, as in {@code -c name=value}
     */
    Command command(Psql psql, String database, Duration limit, String settings) {
        return new Command(
                ClientCommands.script(
                        psql.installation(),
                        psql.server().socketFolder(),
                        String.valueOf(psql.server().port()),
                        psql.server().superuser(),
                        database,
                        file,
                        key(),
                        single),
                Path.of("/"),
                Map.of(
                        "PGAPPNAME",
                        "belay",
                        "PGOPTIONS",
                        "-c statement_timeout=" + Math.min(limit.toMillis(), Integer.MAX_VALUE) + settings),
                psql.server().run().runAs(),
                psql.server().run().isolation(),
                limit);
    }

    /** @param server that is reached, started by whoever asks */
    record Psql(io.belay.workers.postgres.Installation installation, SafeClone server) {}

    private static String key() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the candidate `" + root + "` cannot be reached", e);
        }
    }

    /** Whether a copy of the candidate has been through it. */
    static boolean isIn(Path root, CandidateRecord record, String name) {
        return Files.exists(file(root, record, name));
    }
}
