package io.belay.plans.model;

import io.belay.plans.model.HostConfiguration.TargetPlace;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A copy of a cluster of another host, kept by Belay by streaming, to take snapshots of. Immutable.
 *
 * @param of the cluster
 * @param targets where a new major may come to be, beside it
 */
public record Replica(
        String name, Reference of, String owner, Path dataDirectory, int port, Map<Integer, TargetPlace> targets) {

    public Replica {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }
}
