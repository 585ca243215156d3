package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Channel;
import io.belay.plans.model.Channel.ByProgram;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.ByPrograms;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.Places;
import io.belay.plans.model.SecretReference;
import io.belay.plans.model.SecretReference.FromProgram;
import io.belay.plans.model.Service;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whoever names a program means one that this file describes, with its hash. */
final class ProgramsKnown implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3007, TEXT);

    /** @param path of the field that names it */
    private record Named(String program, String path) {}

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<String> known = host.programs().stream().map(HostProgram::name).toList();
        return named(host).stream()
                .filter(named -> !named.program().isEmpty() && !known.contains(named.program()))
                .map(named -> Problem.error(
                                CODE,
                                places.of(named.path()),
                                "this host describes no program `" + named.program() + "`")
                        .withHelp(NearestName.of(named.program(), known)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("describe it under `programs`: `- {name: " + named.program()
                                        + ", path: ..., sha256: ..., effects: [...], run_as: ...}`")))
                .toList();
    }

    private static List<Named> named(HostConfiguration host) {
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            Cluster cluster = host.clusters().get(i);
            String path = "clusters[" + i + "]";
            service(cluster.service(), path + ".service.command", named);
            cluster.targets()
                    .forEach((major, target) -> target.service()
                            .ifPresent(own -> service(own, path + ".targets." + major + ".service.command", named)));
            connection(cluster.connect(), path + ".connect", named);
        }
        for (int i = 0; i < host.storage().size(); i++) {
            String path = "storage[" + i + "].exec.";
            host.storage().get(i).programs().forEach((what, program) -> named.add(new Named(program, path + what)));
        }
        for (int i = 0; i < host.poolers().size(); i++) {
            pooler(host.poolers().get(i), "poolers[" + i + "]", named);
        }
        for (int i = 0; i < host.channels().size(); i++) {
            channel(host.channels().get(i), "channels[" + i + "]", named);
        }
        return named;
    }

    private static void service(Service service, String path, List<Named> named) {
        if (service instanceof Service.Programs programs) {
            named.add(new Named(programs.start(), path + ".start"));
            named.add(new Named(programs.stop(), path + ".stop"));
            named.add(new Named(programs.status(), path + ".status"));
        }
    }

    private static void pooler(HostPooler pooler, String path, List<Named> named) {
        pooler.pgbouncer().ifPresent(bouncer -> connection(bouncer.admin(), path + ".pgbouncer.admin", named));
        if (pooler.kind() instanceof ByPrograms programs) {
            programs.byVerb().forEach((verb, program) -> named.add(new Named(program, path + ".exec." + verb)));
        }
    }

    private static void channel(Channel channel, String path, List<Named> named) {
        if (channel.way() instanceof ByProgram way) {
            named.add(new Named(way.program(), path + ".command.program"));
        } else if (channel.way() instanceof Channel.Webhook webhook) {
            secret(Optional.of(webhook.url()), path + ".webhook.url", named);
        }
    }

    private static void connection(Connection connection, String path, List<Named> named) {
        secret(connection.password(), path + ".password", named);
    }

    private static void secret(Optional<SecretReference> secret, String path, List<Named> named) {
        secret.filter(FromProgram.class::isInstance)
                .map(FromProgram.class::cast)
                .ifPresent(from -> named.add(new Named(from.name(), path)));
    }
}
