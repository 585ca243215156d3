package io.belay.bench.online;

import io.belay.lab.Sql;
import java.sql.SQLException;

/** One row of the recipe's own in each database: written on one side, it arrives on the other behind everything before it. */
final class Marker {

    private Marker() {}

    /** Unlike any earlier value; flushed when this returns, as the session commits synchronously. */
    static void write(Sql source, long value) throws SQLException {
        if (source.update("UPDATE public.belay_marker SET n = ? WHERE id = 1", value) != 1) {
            throw new IllegalStateException("the marker is gone");
        }
    }

    static void await(Sql target, long value, Deadline deadline) throws SQLException {
        while (target.number("SELECT n FROM public.belay_marker WHERE id = 1") != value) {
            deadline.require("the marker arrives");
        }
    }
}
