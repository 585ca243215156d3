package io.belay.cli;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.plans.problem.Invisible;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Failures that several commands report, in the same words. Stateless. */
final class Failures {

    private static final String UNTOUCHED = "nothing was started or changed";

    private Failures() {}

    static CliFailure noSuchRun(String id, Console console) {
        return new CliFailure(
                ExitCode.USAGE,
                EngineErrors.NO_SUCH_RUN,
                "there is no run `" + id + "` in this Temporal",
                UNTOUCHED,
                console.command() + " status lists the runs");
    }

    /** The engine's or the ledger's refusal of something that has not begun. */
    static CliFailure notStarted(EngineFailure failure, Console console) {
        CliFailure plain = EngineFailures.of(failure, console);
        return new CliFailure(
                        plain.exit(),
                        plain.code(),
                        plain.what(),
                        "nothing was started; live is not touched",
                        plain.next())
                .causedBy(failure);
    }

    /** @param where ` of db1/orders`, or empty */
    static CliFailure noOpenRun(String where, Console console) {
        return new CliFailure(
                ExitCode.USAGE,
                EngineErrors.NO_SUCH_RUN,
                "no run" + where + " is open that this could be meant for",
                UNTOUCHED,
                console.command() + " status lists the runs");
    }

    /** @param runs the ids, with their clusters */
    static CliFailure severalRuns(String runs, String where, Console console) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.SEVERAL_RUNS,
                "several runs" + where + " are open: " + runs,
                UNTOUCHED,
                "the same command with the id of one of them");
    }

    static CliFailure noSuchStep(String run, String step, Console console) {
        return new CliFailure(
                ExitCode.USAGE,
                EngineErrors.NO_SUCH_STEP,
                "run `" + run + "` has no step `" + step + "`, or it has no log yet",
                UNTOUCHED,
                console.command() + " status " + run + " lists its steps");
    }

    static CliFailure noSuchClone(String cluster, String name, Console console) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.NO_SUCH_CLONE,
                "there is no clone `" + name + "` of " + cluster,
                UNTOUCHED,
                console.command() + " clone list " + cluster);
    }

    static CliFailure notACluster(String text, Console console) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.NO_SUCH_CLUSTER,
                "`" + text + "` does not name a cluster; clusters are written host/name",
                UNTOUCHED,
                console.command() + " doctor lists the clusters that workers serve");
    }

    static CliFailure unreadable(String file, String reason) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.FILE_UNREADABLE,
                "`" + file + "` cannot be read: " + reason,
                UNTOUCHED,
                "check the name and its rights: ls -l " + file);
    }

    /** Where the locale has not the letters of a name, a JVM can make no file of it. Empty when {@code typed} can be one. */
    static Optional<CliFailure> noFileName(String typed, Console console) {
        return isFileName(typed)
                ? Optional.empty()
                : Optional.of(new CliFailure(
                        ExitCode.USAGE,
                        CliErrors.FILE_UNREADABLE,
                        "`" + Invisible.shown(typed)
                                + "` is no name of a file here: it holds what this locale has no letter for",
                        UNTOUCHED,
                        "the same command behind LC_ALL=C.UTF-8 (" + console.command()
                                + " sets it by itself; `locale -a` has to list it), or rename the file"));
    }

    private static boolean isFileName(String typed) {
        try {
            return !Path.of(typed).toString().isEmpty() || typed.isEmpty();
        } catch (InvalidPathException unnameable) {
            return false;
        }
    }

    /** What the system says of a file, in words instead of the name of a Java class. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "this account may not";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said.toLowerCase(Locale.ROOT);
    }

    static String requireCluster(String text, Console console) {
        if (!text.matches("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")) {
            throw notACluster(text, console);
        }
        return text;
    }
}
