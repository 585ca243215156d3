package io.belay.plans.model;

import java.util.Map;

/**
 * What the cluster becomes. Immutable.
 *
 * @param settings server settings on top of those carried over, in PostgreSQL's own spelling
 */
public record Target(PostgresVersion version, Map<String, String> settings) {

    public Target {
        settings = Map.copyOf(settings);
    }
}
