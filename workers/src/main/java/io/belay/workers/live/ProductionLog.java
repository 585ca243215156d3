package io.belay.workers.live;

import java.nio.file.Path;

/** Which file gets what a production server says on its standard error. */
public final class ProductionLog {

    private ProductionLog() {}

    /** Where the running server's standard error goes when that is a file, so ask before it is stopped; else {@link #beside}. */
    public static Path of(Path realDataDirectory) {
        throw new UnsupportedOperationException();
    }

    /** {@code /srv/pg/orders/17/data} writes {@code /srv/pg/orders/17/data.log}: it must not lie inside the data directory. */
    public static Path beside(Path dataDirectory) {
        throw new UnsupportedOperationException();
    }
}
