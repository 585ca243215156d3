package io.belay.workers.preflight;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the target can and live's major cannot: the first use of it in a table ends the way back, because old cannot be given the
 * same table. Said before, so that releases of the application wait until old is retired. Nobody is asked.
 */
final class EndsOfWayBack implements FindingFamily {

    /** What tables may have since that major; from the part "Changes" of each one's release notes. */
    private static final Map<Integer, List<String>> SINCE = new TreeMap<>(Map.of(
            11, List.of("hash partitions", "indexes with INCLUDE", "procedures"),
            12, List.of("generated columns", "collations that take different texts for equal"),
            13, List.of("row triggers BEFORE on partitioned tables"),
            14, List.of("multirange types", "columns compressed by lz4", "bodies BEGIN ATOMIC"),
            15, List.of("UNIQUE NULLS NOT DISTINCT", "ON DELETE SET NULL for some columns", "unlogged sequences"),
            16, List.of("ICU collations with rules of their own"),
            17, List.of("identity columns of partitioned tables", "collations of the provider builtin"),
            18, List.of("virtual generated columns", "keys WITHOUT OVERLAPS", "NOT NULL constraints not yet valid")));

    @Override
    public String title() {
        return "what would end the way back";
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        int source = context.plannedSource();
        int target = context.plannedTarget();
        return List.of(Finding.note(
                        PreflightErrors.ENDS_WAY_BACK,
                        "way back",
                        "the way back ends with the first change of the schema that old does not get too: let releases of"
                                + " the application with such changes wait until old is retired")
                .withEvidence(between(source, target)));
    }

    static List<String> between(int source, int target) {
        return SINCE.entrySet().stream()
                .filter(entry -> source < entry.getKey() && entry.getKey() <= target)
                .map(entry -> "old could never be given, from " + entry.getKey() + " on: "
                        + String.join(", ", entry.getValue()))
                .toList();
    }
}
