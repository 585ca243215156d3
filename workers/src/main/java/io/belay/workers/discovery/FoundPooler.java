package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PgBouncer that passes clients on to a cluster, as its configuration file says. Immutable.
 *
 * @param config its configuration file
 * @param databases those that lead to the cluster
 * @param sessionPooled those of them that are pooled by session
 * @param wildcard whether {@code *} leads to the cluster
 * @param waits {@code query_wait_timeout} in seconds; 0 for without end
 * @param socket folder of its socket; empty when it has none
 * @param administrator the first of {@code admin_users}
 * @param asksForPassword whether its console does
 */
public record FoundPooler(
        Path config,
        List<String> databases,
        List<String> sessionPooled,
        boolean wildcard,
        long waits,
        Optional<Path> socket,
        int port,
        Optional<String> administrator,
        boolean asksForPassword) {

    public FoundPooler {
        databases = List.copyOf(databases);
        sessionPooled = List.copyOf(sessionPooled);
    }
}
