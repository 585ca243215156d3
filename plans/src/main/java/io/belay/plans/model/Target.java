package io.belay.plans.model;

import java.util.Map;
import java.util.Optional;

/**
 * What the cluster becomes. Immutable.
 *
 * @param host where new will run; empty for live's host
 * @param settings server settings on top of those carried over, in PostgreSQL's own spelling
 * @param checksums data checksums of new: {@code same}, {@code enabled} or {@code disabled}
 */
public record Target(PostgresVersion version, Optional<String> host, Map<String, String> settings, String checksums) {

    public Target {
        settings = Map.copyOf(settings);
    }
}
