package io.belay.workers.step;

import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.Reference;
import io.belay.workers.clients.ClientLook;
import io.belay.workers.clients.ClientSamples;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.LiveServer;
import io.belay.workers.hold.Pooler;
import io.belay.workers.hold.PoolerAddress;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.ProcessFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks with each snapshot at who is connected to live, and keeps what it saw for the preflight of an online promotion: a report of the
 * night is not connected when somebody applies the plan. Only of clusters that this host allows to be promoted online; of others live is
 * asked nothing.
 */
public final class ClientWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);

    private static final String DATABASE = "postgres";

    /** Two looks at one time would share the poolers' folder. */
    private static final Object LOOKING = new Object();

    private final ClusterOnHost cluster;
    private final HostMeans means;
    private final CommandRunner commands;
    private final Path transcripts;
    private final Clock clock;

    /** @param transcripts the worker's own folder for what short programs printed; nothing stays in it */
    public ClientWatch(ClusterOnHost cluster, HostMeans means, CommandRunner commands, Path transcripts, Clock clock) {
        this.cluster = cluster;
        this.means = means;
        this.commands = commands;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    /** One statement to live, twice more at most, and as many questions to each pooler. A look that fails costs itself only. */
    public void look() {
        if (!cluster.allowed().contains(Permission.PROMOTE_ONLINE.word())) {
            return;
        }
        synchronized (LOOKING) {
            Path folder = transcripts.resolve("clients-of-" + cluster.name());
            try {
                Durable.createFolders(folder, "rwx------");
                new ClientSamples(cluster.state())
                        .add(
                                cluster.name(),
                                ClientLook.sample(
                                        new JdbcServer(cluster.live(), DATABASE),
                                        () -> serving(folder),
                                        clock.instant()));
            } catch (PostgresFailure | UncheckedIOException notSeen) {
                LOG.warn(
                        "{}: who is connected was not looked at this time: {}",
                        cluster.reference(),
                        notSeen.getMessage());
            } finally {
                clear(folder);
            }
        }
    }

    /** All that the cluster's clients come through; empty when this host does not describe each of them. */
    private Optional<List<Pooler>> poolers(Path folder) {
        Optional<Installation> newest = cluster.installations().entrySet().stream()
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
        List<Pooler> found = new ArrayList<>();
        for (Reference reference : cluster.configured().poolers()) {
            Optional<HostPooler> described = cluster.poolers().stream()
                    .filter(pooler -> (hostPart() + pooler.name()).equals(reference.toString()))
                    .findFirst();
            if (described.isEmpty() || newest.isEmpty()) {
                return Optional.empty();
            }
            found.add(PoolerAddress.of(described.get(), means.host(), means.programs())
                    .open(newest.get().program("psql"), folder, commands));
        }
        return Optional.of(found);
    }

    private String hostPart() {
        return cluster.reference().substring(0, cluster.reference().indexOf('/') + 1);
    }

    /** Process ids of sessions on live that the poolers opened; empty when one of them is not described here, or does not answer. */
    private Optional<Set<Long>> serving(Path folder) {
        try {
            Path data = cluster.dataset().dataDirectory();
            Optional<Path> socket = LiveAddress.socketFolder(data);
            Optional<List<Pooler>> poolers = poolers(folder);
            if (socket.isEmpty() || poolers.isEmpty()) {
                return Optional.empty();
            }
            LiveServer live = LiveServer.on(
                    data,
                    new LiveAddress(
                            List.of(socket.get()), cluster.live().endpoint().port()));
            Set<Long> serving = new HashSet<>();
            poolers.get()
                    .forEach(pooler ->
                            serving.addAll(pooler.check(live, Duration.ZERO).serving()));
            return Optional.of(serving);
        } catch (HoldFailure | ProcessFailure | UncheckedIOException silent) {
            // The finding that follows says so; a promotion asks them again, and refuses.
            return Optional.empty();
        }
    }

    /** Each look would add its transcripts to those of the one before. */
    private static void clear(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            LOG.debug("{} is not removed", folder, left);
        }
    }
}
