package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running server says of itself. Immutable.
 *
 * @param from how it was asked
 * @param settings those of {@link LiveQuestions#SETTINGS} that the role may see
 * @param databases name to size in bytes
 * @param tablespaces name to folder
 * @param extensions of all databases
 * @param keyless tables without a primary key, in all databases
 * @param standbys names of those connected
 * @param slots names of permanent replication slots
 * @param isStandby whether it follows another server
 * @param belay the role {@code belay} there; empty when there is none
 */
public record LiveFacts(
        String from,
        Map<String, String> settings,
        Map<String, Long> databases,
        Map<String, Path> tablespaces,
        List<String> extensions,
        long keyless,
        List<String> standbys,
        List<String> slots,
        boolean isStandby,
        Optional<BelayRole> belay) {

    /**
     * @param mayBackUp whether it may put the server into backup mode
     * @param comesIn whether this very account gets in by that role, as a worker started by it would
     */
    public record BelayRole(boolean mayWatch, boolean mayBackUp, boolean comesIn) {}

    public LiveFacts {
        settings = Map.copyOf(settings);
        databases = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(databases));
        tablespaces = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tablespaces));
        extensions = List.copyOf(extensions);
        standbys = List.copyOf(standbys);
        slots = List.copyOf(slots);
    }

    public long bytes() {
        return databases.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Empty when it is not set, or hidden from the role. */
    public String setting(String name) {
        return settings.getOrDefault(name, "");
    }
}
