package io.belay.workers.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.resolve.ResolvedPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a promotion before anything runs. Immutable.
 *
 * @param service the host file's word for who starts and stops live
 * @param state the worker's state folder
 * @param newData new's data directory, at its final place
 * @param newPort where new will listen
 * @param door by which live is reached
 */
record PromotionSite(
        String service, Path state, Path newData, String newPort, LiveDoor door, List<PoolerSite> poolers) {

    PromotionSite {
        poolers = List.copyOf(poolers);
    }

    static PromotionSite of(SavedPlan saved) {
        JsonNode facts = saved.facts().tree();
        JsonNode target = facts.path("target");
        return new PromotionSite(
                facts.path("live").path("service").asText("pg_ctl"),
                Path.of(Placeholders.STATE_FOLDER),
                Path.of(target.path("data_directory").asText(Placeholders.NEW_DATA)),
                target.path("port").asText(Placeholders.NEW_PORT),
                LiveDoor.of(facts.path("live")),
                PoolerSite.of(saved.plan(), facts, saved.judged()));
    }

    static PromotionSite of(ResolvedPlan plan, HostConfiguration host, Cluster cluster) {
        Optional<TargetPlace> target = Optional.ofNullable(cluster.targets().get(plan.targetVersion()));
        int port = target.flatMap(TargetPlace::port)
                .orElseGet(() -> cluster.connect().port());
        return new PromotionSite(
                cluster.service().word(),
                host.state().directory(),
                target.map(TargetPlace::dataDirectory).orElseGet(() -> Path.of(Placeholders.NEW_DATA)),
                String.valueOf(port),
                LiveDoor.of(cluster.connect()),
                PoolerSite.of(plan, host, cluster));
    }
}
