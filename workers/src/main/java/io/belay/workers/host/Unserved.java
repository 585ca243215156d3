package io.belay.workers.host;

import io.belay.plans.model.Channel;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.PgBouncer;
import io.belay.plans.model.SecretReference;
import io.belay.plans.model.SecretReference.FromProgram;
import io.belay.plans.model.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a host's file may say and this worker does not do. Whatever would be refused when somebody asks for it is not here (a
 * service, a pooler, a place of a target); this is about what would silently not happen. Pure.
 */
final class Unserved {

    private static final Set<String> DRIVERS = Set.of("auto", "btrfs", "reflink", "xfs", "copy");

    private static final Duration KEPT_BY_DEFAULT = Duration.ofDays(400);

    private Unserved() {}

    /** Fields of the file, each with what it asks for; empty when this worker can serve all of it. */
    static List<String> of(HostConfiguration host) {
        List<String> unserved = new ArrayList<>();
        if (host.temporal().tls().isPresent()) {
            unserved.add("`temporal.tls` (a connection with certificates)");
        }
        if (!host.state().keepEvidence().equals(KEPT_BY_DEFAULT)) {
            unserved.add("`state.keep_evidence` (evidence is never removed)");
        }
        if (!host.replicas().isEmpty()) {
            unserved.add("`replicas` (kept by streaming)");
        }
        host.storage().stream()
                .map(Store::driver)
                .filter(driver -> !DRIVERS.contains(driver))
                .distinct()
                .forEach(driver -> unserved.add("`storage` with `driver: " + driver + "`"));
        if (host.channels().stream().anyMatch(channel -> channel.way() instanceof Channel.Mail)) {
            unserved.add("`channels` with `mail` (nobody would be told)");
        }
        if (connections(host)
                .anyMatch(connect ->
                        connect.password().filter(FromProgram.class::isInstance).isPresent())) {
            unserved.add("`password: {command: ...}` (a secret that a program prints)");
        }
        if (given(host).anyMatch(FromProgram.class::isInstance)) {
            unserved.add("`{command: ...}` in `programs` or `channels` (a secret that a program prints)");
        }
        return unserved;
    }

    private static Stream<SecretReference> given(HostConfiguration host) {
        return Stream.concat(
                host.programs().stream()
                        .flatMap(program -> program.environment().values().stream())
                        .flatMap(value -> value.secret().stream()),
                host.channels().stream()
                        .map(Channel::way)
                        .filter(Channel.Webhook.class::isInstance)
                        .map(Channel.Webhook.class::cast)
                        .map(Channel.Webhook::url));
    }

    private static Stream<Connection> connections(HostConfiguration host) {
        return Stream.concat(
                host.clusters().stream().map(Cluster::connect),
                host.poolers().stream()
                        .map(HostPooler::pgbouncer)
                        .flatMap(bouncer -> bouncer.map(PgBouncer::admin).stream()));
    }
}
