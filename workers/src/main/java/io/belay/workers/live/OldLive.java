package io.belay.workers.live;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that was live until a crossing, and stays stopped and untouched until it is retired. Immutable; all paths are real
 * ones, resolved while it was live.
 *
 * @param replacedBy the run whose crossing ended its time
 * @param systemIdentifier of its control file: nothing with another one is ever removed
 * @param root the storage unit that holds its data directory
 * @param walDirectory when {@code pg_wal} was a link
 * @param tablespaces by the name of the link in {@code pg_tblspc} (an oid), those outside the data directory
 * @param retired when it was removed; it stays in the register, because snapshots of it name these folders
 */
public record OldLive(
        String replacedBy,
        int major,
        String systemIdentifier,
        Path root,
        Path dataDirectory,
        Optional<Path> walDirectory,
        Map<String, Path> tablespaces,
        int port,
        Optional<Instant> retired) {

    public OldLive {
        tablespaces = Map.copyOf(tablespaces);
    }

    OldLive retiredAt(Instant when) {
        return new OldLive(
                replacedBy,
                major,
                systemIdentifier,
                root,
                dataDirectory,
                walDirectory,
                tablespaces,
                port,
                Optional.of(when));
    }
}
