package io.belay.workers.live;

import io.belay.workers.postgres.ServerControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which file gets what a production server says on its standard error. */
public final class ProductionLog {

    private static final int STANDARD_ERROR = 2;

    private ProductionLog() {}

    /**
     * Where the running server's standard error goes when that is a file, so ask before it is stopped; else {@link #beside}, which
     * gets the few lines before a logging collector begins.
     */
    public static Path of(Path realDataDirectory) {
        return ServerControl.servedBy(realDataDirectory)
                .flatMap(pid -> target(pid, STANDARD_ERROR))
                .filter(target -> !target.startsWith(realDataDirectory))
                .orElseGet(() -> beside(realDataDirectory));
    }

    /** {@code /srv/pg/orders/17/data} writes {@code /srv/pg/orders/17/data.log}: it must not lie inside the data directory. */
    public static Path beside(Path dataDirectory) {
        return dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log");
    }

    private static Optional<Path> target(long pid, int descriptor) {
        try {
            Path link = Path.of("/proc", String.valueOf(pid), "fd", String.valueOf(descriptor));
            Path target = Files.readSymbolicLink(link);
            return target.isAbsolute() && Files.isRegularFile(target) ? Optional.of(target) : Optional.empty();
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }
}
