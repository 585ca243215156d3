package io.belay.workers.command;

import io.belay.workers.postgres.PostgresErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads out of {@code pg_upgrade}'s words what failed, and whether the snapshot or the host is to be corrected. Pure. */
public final class UpgradeFaults {

    private static final Pattern FATAL = Pattern.compile("(?m)^(\\S.*?)\\s{2,}fatal$");
    private static final Pattern BROKEN_OFF = Pattern.compile("(?m)^(\\S.*?)\\s{2,}\\R?\\*failure\\*");
    private static final Pattern LIST_FILE = Pattern.compile("in the file:\\s+(\\S.*)");
    private static final Pattern GLOBALS = Pattern.compile("(?m)^psql:.*?: (ERROR: .*)$");
    private static final String NO_ROOM = "No space left on device";
    private static final int LONGEST = 600;

    private UpgradeFaults() {}

    /**
     * @param output of the tool, the end of it at least
     * @param files its logs and lists by name, from {@link PgUpgradeFiles}
     * @param newMajor names the packages that a remedy asks for
     */
    public static UpgradeFault judge(String output, Map<String, String> files, int newMajor) {
        String phase = phase(output);
        // Room first: a full disk makes every other failure look like its own.
        return noRoom(output, files, phase)
                .or(() -> libraries(files, phase, newMajor))
                .or(() -> restore(files, phase))
                .or(() -> globals(files, phase))
                .or(() -> ToolFaults.program(output, phase, newMajor))
                .or(() -> ToolFaults.links(output, phase))
                .or(() -> ToolFaults.server(output, phase))
                .or(() -> content(output, files, phase))
                .orElseGet(() -> UpgradeFault.of(
                        PostgresErrors.UPGRADE_FAILED,
                        phase,
                        ToolFaults.end(output),
                        "pg_upgrade failed in \"" + phase + "\"",
                        "read the log of the step; a retry starts again from the last waypoint"));
    }

    static String phase(String output) {
        for (Pattern pattern : List.of(FATAL, BROKEN_OFF)) {
            Matcher matcher = pattern.matcher(output);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        List<String> done = output.lines().filter(line -> line.endsWith("  ok")).toList();
        return done.isEmpty() ? "start" : "after " + done.get(done.size() - 1).replaceAll("\\s{2,}ok$", "");
    }

    private static Optional<UpgradeFault> noRoom(String output, Map<String, String> files, String phase) {
        boolean isFull = output.contains(NO_ROOM) || files.values().stream().anyMatch(text -> text.contains(NO_ROOM));
        return isFull
                ? Optional.of(UpgradeFault.of(
                        PostgresErrors.NO_ROOM,
                        phase,
                        NO_ROOM,
                        "the storage of the candidate is full",
                        "make room on the storage that holds the place, then retry"))
                : Optional.empty();
    }

    private static Optional<UpgradeFault> libraries(Map<String, String> files, String phase, int newMajor) {
        List<MissingLibrary> missing = MissingLibrary.read(files.getOrDefault("loadable_libraries.txt", ""));
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = missing.stream().map(MissingLibrary::fileName).toList();
        List<String> databases = missing.stream()
                .flatMap(library -> library.databases().stream())
                .distinct()
                .toList();
        return Optional.of(new UpgradeFault(
                PostgresErrors.LIBRARY_MISSING,
                phase,
                databases,
                "LIBRARY",
                String.join(", ", names),
                "",
                missing.get(0).reason(),
                "PostgreSQL " + newMajor + " cannot load `" + String.join("`, `", names) + "`, which functions in `"
                        + String.join("`, `", databases) + "` need",
                "install the package that brings " + String.join(", ", names) + " for PostgreSQL " + newMajor
                        + " on this host, then retry",
                ""));
    }

    private static Optional<UpgradeFault> restore(Map<String, String> files, String phase) {
        List<RestoreFailure> causes = new ArrayList<>();
        files.forEach((name, text) -> {
            if (name.startsWith("pg_upgrade_dump_")) {
                RestoreFailure.read(text)
                        .filter(failure -> !failure.isAftermath())
                        .ifPresent(causes::add);
            }
        });
        return causes.isEmpty() ? Optional.empty() : Optional.of(restore(causes.get(0), phase));
    }

    private static UpgradeFault restore(RestoreFailure cause, String phase) {
        String first = cause.message().lines().findFirst().orElse("");
        String what = cause.kind().toLowerCase(java.util.Locale.ROOT) + " `" + cause.object() + "` in `"
                + cause.database() + "`";
        return new UpgradeFault(
                PostgresErrors.SCHEMA_RESTORE_REFUSED,
                phase,
                List.of(cause.database()),
                cause.kind(),
                cause.object(),
                shortened(cause.statement()),
                cause.message(),
                "the new version refuses the " + what + ": " + first,
                ViewRemedy.fromStatement(cause)
                        .orElse("change or drop the " + what + " on live so that it no longer uses what the new version"
                                + " lacks, then rehearse a new snapshot"),
                ViewRemedy.undoFromStatement(cause));
    }

    /** The dump of roles can hold password hashes: only the server's message is quoted, never the statement. */
    private static Optional<UpgradeFault> globals(Map<String, String> files, String phase) {
        Matcher error = GLOBALS.matcher(files.getOrDefault("pg_upgrade_utility.log", ""));
        return error.find()
                ? Optional.of(UpgradeFault.of(
                        PostgresErrors.SCHEMA_RESTORE_REFUSED,
                        phase,
                        error.group(1),
                        "the new version refuses a role, a tablespace or a setting of one: " + error.group(1),
                        "look for it in pg_roles, pg_db_role_setting and pg_tablespace on live, change it there (for a"
                                + " setting: ALTER ROLE .. RESET ..), then rehearse a new snapshot"))
                : Optional.empty();
    }

    /** One of the checks said no: its own paragraph and its list name what stands in the way. */
    private static Optional<UpgradeFault> content(String output, Map<String, String> files, String phase) {
        Matcher fatal = FATAL.matcher(output);
        if (!fatal.find()) {
            return Optional.empty();
        }
        String words = output.substring(fatal.end()).strip();
        Matcher file = LIST_FILE.matcher(words);
        String list = "";
        if (file.find()) {
            String path = file.group(1).strip();
            list = files.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "");
        }
        List<String> databases = list.lines()
                .filter(line -> line.startsWith("In database: "))
                .map(line -> line.substring("In database: ".length()))
                .distinct()
                .toList();
        return Optional.of(new UpgradeFault(
                PostgresErrors.CONTENT_REFUSED,
                phase,
                databases,
                "",
                "",
                shortened(list.strip()),
                words.lines()
                        .takeWhile(line -> !line.startsWith("Failure"))
                        .reduce((a, b) -> a + " " + b)
                        .orElse(""),
                "pg_upgrade refuses the cluster in \"" + phase + "\"",
                "correct on live what the list names, then rehearse a new snapshot",
                ""));
    }

    private static String shortened(String text) {
        return text.length() <= 4 * LONGEST ? text : text.substring(0, 4 * LONGEST) + " ...";
    }
}
