package io.belay.workers.preflight;

import java.util.Map;

/**
 * What preflight needs of a cluster's control file. Immutable.
 *
 * @param state as {@code pg_controldata} prints it: {@code in production}, {@code shut down}, ...
 * @param checksums whether data pages carry checksums
 * @param blockBytes size of a data page
 * @param walBlockBytes size of a WAL page
 * @param segmentBlocks pages per file of a relation
 */
public record ControlValues(String state, boolean checksums, long blockBytes, long walBlockBytes, long segmentBlocks) {

    /**
     * @param labels what {@code pg_controldata} printed under {@code LC_ALL=C}, by label
     * @throws IllegalArgumentException when a label is missing
     */
    public static ControlValues of(Map<String, String> labels) {
        return new ControlValues(
                value(labels, "Database cluster state"),
                !value(labels, "Data page checksum version").equals("0"),
                Long.parseLong(value(labels, "Database block size")),
                Long.parseLong(value(labels, "WAL block size")),
                Long.parseLong(value(labels, "Blocks per segment of large relation")));
    }

    private static String value(Map<String, String> labels, String label) {
        String value = labels.get(label);
        if (value == null) {
            throw new IllegalArgumentException("the control data has no `" + label + "`");
        }
        return value.strip();
    }
}
