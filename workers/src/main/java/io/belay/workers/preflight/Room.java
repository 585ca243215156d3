package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.List;

/**
 * Whether the place has room for what the upgrade writes. A store that fills would stop live, which lies on it too.
 *
 * <p>With shared blocks the upgrade writes a new catalog per database, and as much WAL while it restores them; statistics are
 * part of the catalogs. What a {@code reindex} step writes is not counted.
 */
final class Room implements FindingFamily {

    /** What {@code initdb} of 17 makes, WAL left out, rounded up: 39 MiB were seen. */
    private static final long EMPTY_CLUSTER_BYTES = 64L << 20;

    @Override
    public String title() {
        return "room in the place";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PreflightStatement.WAL_FLOOR_BYTES.inFirst(), PreflightStatement.CATALOG_BYTES.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        long catalogs = 0;
        long wal = 0;
        for (String database : context.databases()) {
            try (Session session = context.server().open(database)) {
                wal = wal == 0 ? one(session, PreflightStatement.WAL_FLOOR_BYTES) : wal;
                catalogs += one(session, PreflightStatement.CATALOG_BYTES);
            }
        }
        return judge(context.room(), estimate(catalogs, wal, context.room()));
    }

    private static long one(Session session, PreflightStatement statement) {
        List<Row> rows = session.query(statement.sql());
        return rows.get(0).number("bytes");
    }

    /** New catalogs, as much WAL for them, an empty cluster, the WAL that a server keeps anyway, and what is copied. */
    static long estimate(long catalogBytes, long walFloorBytes, RoomFacts room) {
        return 2 * catalogBytes + EMPTY_CLUSTER_BYTES + walFloorBytes + room.copiedBytes();
    }

    static List<Finding> judge(RoomFacts room, long estimate) {
        long left = room.freeBytes() - estimate;
        String figures = "needs about " + mebibytes(estimate) + ", " + mebibytes(room.freeBytes()) + " are free in `"
                + room.place() + "`";
        if (left < room.stopBelowBytes()) {
            return List.of(Finding.blocker(
                    PreflightErrors.NO_ROOM,
                    room.place(),
                    "the upgrade " + figures + ", and " + mebibytes(room.stopBelowBytes())
                            + " must stay free so that live never meets a full store"));
        }
        if (left < room.minimumFreeBytes()) {
            return List.of(Finding.warning(
                    PreflightErrors.LITTLE_ROOM,
                    room.place(),
                    "the upgrade " + figures + ", which leaves less than the " + mebibytes(room.minimumFreeBytes())
                            + " of `snapshots.minimum_free`"));
        }
        return List.of();
    }

    /** Rounded up, so that what must be there is never understated. */
    private static String mebibytes(long bytes) {
        return ((bytes + (1L << 20) - 1) >> 20) + " MiB";
    }
}
