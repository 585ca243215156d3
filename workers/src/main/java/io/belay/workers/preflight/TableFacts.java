package io.belay.workers.preflight;

import io.belay.workers.postgres.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * A table, as far as finding its rows again is concerned. Immutable; names are quoted.
 *
 * @param identity {@code pg_class.relreplident}
 * @param usable whether a changed row can be found by what is declared
 * @param hasPrimaryKey also one that cannot serve because it is deferrable
 * @param uniqueIndex one that could be declared; empty when there is none
 * @param withoutEquality columns that no comparison of whole rows can do; empty when all can
 * @param partitionOf its parent; empty for a table of its own
 * @param updated rows since the counters began
 */
record TableFacts(
        String database,
        String relation,
        String identity,
        boolean usable,
        boolean hasPrimaryKey,
        String uniqueIndex,
        String withoutEquality,
        String partitionOf,
        long bytes,
        long rows,
        long updated,
        long deleted) {

    /** Reading this much for one row is felt. */
    static final long MANY_BYTES = 64L << 20;

    private static final long KIBIBYTE = 1024;

    static TableFacts of(String database, Row row) {
        return new TableFacts(
                database,
                row.text("relation"),
                row.text("identity"),
                row.isTrue("usable"),
                row.isTrue("has_primary_key"),
                row.text("unique_index"),
                row.text("without_equality"),
                row.text("partition_of"),
                row.number("bytes"),
                row.number("row_count"),
                row.number("updated"),
                row.number("deleted"));
    }

    String object() {
        return database + ": " + relation;
    }

    long changes() {
        return updated + deleted;
    }

    /** @param counted whether the counters are live's */
    List<String> seen(boolean counted) {
        List<String> seen = new ArrayList<>();
        seen.add("about " + rows + " rows, " + size());
        seen.add(
                counted
                        ? updated + " rows updated, " + deleted + " deleted since the server's counters began"
                        : "what is updated is counted on live only: an apply looks there, and refuses when it is");
        if (!partitionOf.isEmpty()) {
            seen.add("a partition of " + partitionOf);
        }
        return seen;
    }

    /** Rounded up. */
    String size() {
        return size(bytes);
    }

    static String size(long bytes) {
        long kibibytes = (bytes + KIBIBYTE - 1) / KIBIBYTE;
        return kibibytes < KIBIBYTE ? kibibytes + " KiB" : (kibibytes + KIBIBYTE - 1) / KIBIBYTE + " MiB";
    }
}
