package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A running cluster. Immutable.
 *
 * @param name what it seems to be called, from Debian's name, its folders or {@code cluster_name}; empty when nothing tells
 * @param owner account of its processes
 * @param walDirectory resolved; only when it lies outside the data directory
 * @param socket folder; empty when it could not be told
 * @param live what it says of itself; empty when it did not let us in
 * @param refusal why it did not, else empty
 */
public record FoundCluster(
        Optional<String> name,
        Path dataDirectory,
        int major,
        String owner,
        StartedBy startedBy,
        Optional<Path> walDirectory,
        Optional<Path> socket,
        OptionalInt port,
        Ground ground,
        Optional<LiveFacts> live,
        String refusal,
        List<FoundPooler> poolers) {

    public FoundCluster {
        poolers = List.copyOf(poolers);
    }

    /** {@code 13.16}, without what a distribution adds; the major alone when the server was not asked. */
    public String version() {
        return live.map(facts -> facts.setting("server_version"))
                .map(said -> said.replaceFirst(" .*", ""))
                .filter(said -> !said.isEmpty())
                .orElse(String.valueOf(major));
    }
}
