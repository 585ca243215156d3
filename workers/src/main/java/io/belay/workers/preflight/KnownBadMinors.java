package io.belay.workers.preflight;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Minors of target majors that are known to harm an upgrade or what comes after it. Curated from release notes; a minor that is
 * not listed is not proven good.
 */
final class KnownBadMinors {

    private record Range(int major, int firstMinor, int lastMinor, String why) {}

    private static final String EXTENSION_ABI =
            "changed a structure that compiled extensions use, so some of them crash until they are rebuilt";

    private static final List<Range> RANGES = List.of(
            new Range(14, 0, 3, "can leave indexes corrupted by CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY"),
            new Range(13, 17, 17, EXTENSION_ABI),
            new Range(14, 14, 14, EXTENSION_ABI),
            new Range(15, 9, 9, EXTENSION_ABI),
            new Range(16, 5, 5, EXTENSION_ABI),
            new Range(17, 1, 1, EXTENSION_ABI),
            new Range(17, 0, 5, "does not start for pg_upgrade where max_slot_wal_keep_size is set"),
            new Range(18, 0, 0, "can lose in pg_upgrade whether a NOT NULL of a child table is its own"));

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final Pattern UNRELEASED = Pattern.compile("\\d+(beta|rc|devel)\\d*");

    private KnownBadMinors() {}

    /** @param version as programs print it, {@code 17.11} */
    static Optional<Finding> advice(String version) {
        if (UNRELEASED.matcher(version).matches()) {
            return Optional.of(warning(version, version + " is not a released version"));
        }
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        List<String> reasons = RANGES.stream()
                .filter(range -> range.major == major && range.firstMinor <= minor && minor <= range.lastMinor)
                .map(Range::why)
                .toList();
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(warning(version, version + " " + String.join("; and ", reasons)));
    }

    private static Finding warning(String version, String statement) {
        return Finding.warning(
                PreflightErrors.KNOWN_BAD_MINOR, version, statement + "; install the newest minor of the target");
    }
}
