package io.belay.workers.live;

import io.belay.workers.postgres.ControlData;
import io.belay.workers.storage.DataDirectoryLinks;
import io.belay.workers.storage.Dataset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that was live until a crossing, and stays stopped and untouched until it is retired. Immutable; all paths are real
 * ones, resolved while it was live.
 *
 * @param replacedBy the run whose crossing ended its time
 * @param until when that was
 * @param systemIdentifier of its control file: nothing with another one is ever removed
 * @param checkpoint location of the checkpoint that it was stopped with: with a later one it was started since
 * @param root the storage unit that holds its data directory
 * @param walDirectory when {@code pg_wal} was a link
 * @param tablespaces by the name of the link in {@code pg_tblspc} (an oid), those outside the data directory
 * @param retired when it was removed; it stays in the register, because snapshots of it name these folders
 */
public record OldLive(
        String replacedBy,
        Instant until,
        int major,
        String systemIdentifier,
        String checkpoint,
        Path root,
        Path dataDirectory,
        Optional<Path> walDirectory,
        Map<String, Path> tablespaces,
        int port,
        Optional<Instant> retired) {

    private static final String WAL = "pg_wal";

    public OldLive {
        tablespaces = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tablespaces));
    }

    /**
     * Of live, behind its stop.
     *
     * @param until the moment of the crossing
     * @param stopped its control data, which says {@code shut down}
     */
    public static OldLive of(String run, Instant until, int major, ControlData stopped, Dataset dataset, int port) {
        return new OldLive(
                run,
                until,
                major,
                stopped.systemIdentifier(),
                stopped.checkpoint().toString(),
                dataset.root(),
                dataset.dataDirectory(),
                walDirectoryOf(dataset.dataDirectory()),
                tablespacesOf(dataset.dataDirectory(), dataset.dataDirectory()),
                port,
                Optional.empty());
    }

    /**
     * Of live that goes on running behind the crossing, because it follows new.
     *
     * @param checkpoint its newest one; another takes its place once it is stopped
     */
    public static OldLive following(
            String run,
            Instant until,
            int major,
            String systemIdentifier,
            String checkpoint,
            Dataset dataset,
            int port) {
        return new OldLive(
                run,
                until,
                major,
                systemIdentifier,
                checkpoint,
                dataset.root(),
                dataset.dataDirectory(),
                walDirectoryOf(dataset.dataDirectory()),
                tablespacesOf(dataset.dataDirectory(), dataset.dataDirectory()),
                port,
                Optional.empty());
    }

    /** Its data directory's name from the moment in which its removal has begun. */
    public static Path leaving(Path dataDirectory, String replacedBy) {
        return dataDirectory.resolveSibling("." + dataDirectory.getFileName() + ".retired-" + replacedBy);
    }

    /** Where {@code pg_wal} leads when it is a link. */
    static Optional<Path> walDirectoryOf(Path data) {
        return DataDirectoryLinks.of(data).stream()
                .filter(link -> link.link().equals(data.resolve(WAL)))
                .flatMap(link -> link.target().stream())
                .findFirst();
    }

    /** @param known the data directory's path when the links were made: what lies inside it is no folder of its own */
    static Map<String, Path> tablespacesOf(Path data, Path known) {
        Map<String, Path> tablespaces = new LinkedHashMap<>();
        DataDirectoryLinks.of(data).stream()
                .filter(link -> data.resolve("pg_tblspc").equals(link.link().getParent()))
                .forEach(link -> link.target()
                        .filter(target -> !target.startsWith(data) && !target.startsWith(known))
                        .ifPresent(target ->
                                tablespaces.put(String.valueOf(link.link().getFileName()), target)));
        return tablespaces;
    }

    /** The checkpoint that it was stopped with, whatever its control data says by now. */
    public OldLive stoppedAt(String stopped) {
        return new OldLive(
                replacedBy,
                until,
                major,
                systemIdentifier,
                stopped,
                root,
                dataDirectory,
                walDirectory,
                tablespaces,
                port,
                retired);
    }

    OldLive retiredAt(Instant when) {
        return new OldLive(
                replacedBy,
                until,
                major,
                systemIdentifier,
                checkpoint,
                root,
                dataDirectory,
                walDirectory,
                tablespaces,
                port,
                Optional.of(when));
    }
}
