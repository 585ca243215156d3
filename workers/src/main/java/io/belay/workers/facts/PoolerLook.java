package io.belay.workers.facts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.Unknown;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostPooler;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.LiveServer;
import io.belay.workers.hold.Pooler;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.PoolerAddress;
import io.belay.workers.live.ClientSessions;
import io.belay.workers.live.ClientSessions.Client;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Server;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.step.ClusterOnHost;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who comes to live through its poolers, and who around them, at this moment. Reads only. One use. */
final class PoolerLook {

    /** The checks compare it with the poolers' own patience; a plan's real budget is judged by its promotion. */
    private static final Duration BUDGET = Duration.ZERO;

    private final ClusterOnHost cluster;
    private final HostConfiguration host;
    private final ResolvedPlan plan;
    private final CommandRunner commands;
    private final Path transcripts;

    PoolerLook(
            ClusterOnHost cluster,
            HostConfiguration host,
            ResolvedPlan plan,
            CommandRunner commands,
            Path transcripts) {
        this.cluster = cluster;
        this.host = host;
        this.plan = plan;
        this.commands = commands;
        this.transcripts = transcripts;
    }

    void judge(Server live, ObjectNode judged, List<Unknown> unknowns) {
        try {
            look(live, judged, unknowns);
        } catch (HoldFailure | PostgresFailure | ProcessFailure | UncheckedIOException silent) {
            unknowns.add(new Unknown(
                    "who comes around the poolers: " + silent.getMessage(), "correct it, then `belay plan` again"));
        }
    }

    private void look(Server live, ObjectNode judged, List<Unknown> unknowns) {
        List<Client> clients = ClientSessions.of(live);
        Set<Long> serving = new HashSet<>();
        boolean whole = true;
        ObjectNode poolers = judged.putObject("poolers");
        for (String reference : Poolers.references(plan, cluster.configured())) {
            Optional<Check> check = Poolers.described(reference, cluster).flatMap(this::check);
            if (check.isEmpty()) {
                whole = false;
                unknowns.add(new Unknown(
                        "who comes through pooler `" + reference + "`",
                        "let the host's file describe it under `poolers`, install PostgreSQL " + plan.targetVersion()
                                + " and start live, then `belay plan` again"));
                continue;
            }
            serving.addAll(check.get().serving());
            ObjectNode pooler = poolers.putObject(reference);
            ArrayNode databases = pooler.putArray("databases");
            check.get().databases().forEach(databases::add);
            ArrayNode problems = pooler.putArray("problems");
            check.get().problems().forEach(problem -> problems.add(problem.text()));
            ArrayNode notes = pooler.putArray("notes");
            check.get().notes().forEach(notes::add);
        }
        ObjectNode sessions = judged.putObject("sessions").put("clients", clients.size());
        if (whole) {
            List<Client> direct = ClientSessions.direct(clients, serving);
            sessions.put("around_poolers", direct.size()).put("for_example", ClientSessions.words(direct));
        }
    }

    private Optional<Check> check(HostPooler described) {
        Optional<Installation> programs = cluster.installation(plan.targetVersion());
        Path data = cluster.dataset().dataDirectory();
        Optional<Path> socket = LiveAddress.socketFolder(data);
        if (programs.isEmpty() || socket.isEmpty()) {
            return Optional.empty();
        }
        LiveServer live = LiveServer.on(
                data,
                new LiveAddress(List.of(socket.get()), cluster.live().endpoint().port()));
        try (Pooler pooler = PoolerAddress.of(described, host.name(), host.programs())
                .open(programs.get().program("psql"), transcripts, commands)) {
            return Optional.of(pooler.check(live, BUDGET));
        }
    }
}
