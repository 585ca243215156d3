package io.belay.plans.fleet;

import io.belay.plans.fleet.Wave.Value;
import io.belay.plans.model.Metadata;
import io.belay.plans.model.NamedFile;
import io.belay.plans.model.Notification;
import io.belay.plans.model.Places;
import io.belay.plans.model.Reference;
import io.belay.plans.problem.SourcePlace;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fleet as its author wrote it. Immutable.
 *
 * @param plan for every cluster; empty when it could not be read
 * @param inputs for all clusters
 * @param exceptions inputs for single clusters
 * @param budget failed runs that are borne
 */
record FleetPlan(
        Metadata metadata,
        Optional<NamedFile> plan,
        Map<String, Value> inputs,
        List<Wave> waves,
        List<Exceptional> exceptions,
        FailureBudget budget,
        List<Notification> notifications,
        Places places) {

    /** One cluster that differs. */
    record Exceptional(Reference cluster, SourcePlace place, Map<String, Value> inputs) {

        Exceptional {
            inputs = Map.copyOf(inputs);
        }
    }

    /** One more than this and no new run starts; runs under way end. */
    record FailureBudget(int wave, int fleet) {}

    FleetPlan {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        waves = List.copyOf(waves);
        exceptions = List.copyOf(exceptions);
        notifications = List.copyOf(notifications);
    }

    List<Wave.Member> members() {
        return waves.stream().flatMap(wave -> wave.clusters().stream()).toList();
    }

    /** The nearest wins: the cluster's own, else its wave's, else the fleet's. */
    Map<String, Value> inputsOf(Wave wave, Reference cluster) {
        Map<String, Value> nearest = new HashMap<>(inputs);
        nearest.putAll(wave.inputs());
        exceptions.stream()
                .filter(exception -> exception.cluster().equals(cluster))
                .forEach(exception -> nearest.putAll(exception.inputs()));
        return nearest;
    }
}
