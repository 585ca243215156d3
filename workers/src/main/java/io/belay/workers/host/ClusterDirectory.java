package io.belay.workers.host;

import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk.Deed;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.model.Store;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.clone.Sockets;
import io.belay.workers.facts.FactsOnHost;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.live.LiveSide;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Installations;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.HostMeans;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.Storage;
import io.belay.workers.storage.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clusters that this host's file names, and what it allows for each (invariant I9: plans and requests name, they never
 * point). What can change while the worker runs (who is live, installed majors, the dataset behind a path) is looked up anew at
 * each request.
 * Thread-safe.
 */
final class ClusterDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterDirectory.class);

    private final HostConfiguration host;
    private final HostSecrets secrets;
    private final Installations programs;
    private final Clock clock;
    private final RandomGenerator random;
    private final LiveRegister register;

    ClusterDirectory(
            HostConfiguration host,
            HostSecrets secrets,
            StateFolders folders,
            CommandRunner commands,
            Clock clock,
            RandomGenerator random) {
        this.host = host;
        this.secrets = secrets;
        this.programs = new Installations(commands, folders.transcripts());
        this.clock = clock;
        this.random = random;
        this.register = new LiveRegister(folders.state());
    }

    String hostName() {
        return host.name();
    }

    /** What steps may name of this host beside its clusters. */
    HostMeans means() {
        return new HostMeans(host.name(), host.programs(), host.channels(), secrets::reveal);
    }

    /** References of all clusters with what is allowed for each. */
    Map<String, List<String>> allowed() {
        Map<String, List<String>> allowed = new TreeMap<>();
        for (Cluster cluster : host.clusters()) {
            allowed.put(
                    cluster.name(),
                    cluster.allow().stream().map(Permission::word).toList());
        }
        return allowed;
    }

    /** @throws HostRefusal when the host does not know the cluster */
    StepResult admit(Deed deed) {
        named(deed.cluster());
        StepResult admitted = new Membership(host.name(), host.users()).admit(deed);
        return admitted.outcome() == StepResult.Outcome.SUCCEEDED
                ? new SignedApprovals(host.name(), host.users())
                        .objection(deed, clock.instant())
                        .orElse(admitted)
                : admitted;
    }

    /** Why clients must not be held for this request now, by this host's file and clock; empty when they may. */
    Optional<StepResult> objectionToHold(StepRequest request) {
        ResolvedPlan plan = CanonicalForm.read(request.plan());
        return new SignedApprovals(host.name(), host.users())
                .objection(request, plan, clock.instant())
                .or(() -> Windows.objection(request, plan, clock.instant()));
    }

    /** Major of what is live now, by cluster; what cannot be looked up is left out, for whoever works with it will hear why. */
    Map<String, Integer> liveMajors() {
        Map<String, Integer> majors = new TreeMap<>();
        for (Cluster cluster : host.clusters()) {
            try {
                Path version = register.resolve(cluster).dataDirectory().resolve("PG_VERSION");
                majors.put(
                        cluster.name(),
                        Integer.parseInt(Files.readString(version).strip()));
            } catch (IOException | NumberFormatException | LiveFailure unknown) {
                LOG.debug("which major {} is cannot be looked up", cluster.name(), unknown);
            }
        }
        return majors;
    }

    /**
     * @param any one of which is enough
     * @throws HostRefusal when the host does not know the cluster, or does not allow it
     */
    ClusterOnHost require(String reference, Permission... any) {
        Cluster cluster = named(reference);
        if (Stream.of(any).noneMatch(cluster::allows)) {
            String wanted = Stream.of(any)
                    .map(permission -> "`" + permission.word() + "`")
                    .collect(Collectors.joining(" or "));
            throw new HostRefusal(
                    HostErrors.NOT_ALLOWED,
                    Refusal.NOT_ALLOWED,
                    "host `" + host.name() + "` does not allow " + wanted + " for `" + cluster.name()
                            + "`; nothing was done. The administrator adds it to `allow` of the cluster in the host's file");
        }
        return open(reference, cluster);
    }

    /** To be looked at, whatever is allowed for it. @throws HostRefusal when the host does not know it, or it cannot be opened */
    ClusterOnHost look(String reference) {
        return open(reference, named(reference));
    }

    /**
     * What this host says of the world that a plan meets; whatever is allowed for the cluster, because nothing is done.
     *
     * @throws HostRefusal when the host does not know the cluster
     */
    FactsReport facts(FactsQuestion question, FactsOnHost facts) {
        ClusterOnHost cluster = look(question.cluster());
        return facts.report(cluster, host, CanonicalForm.read(question.plan()), question.judged());
    }

    /** Every cluster that can be opened now, whatever is allowed for it: for the worker's own tidying. */
    List<ClusterOnHost> usable(BiConsumer<String, RuntimeException> notUsable) {
        List<ClusterOnHost> usable = new ArrayList<>();
        for (Cluster cluster : host.clusters()) {
            String reference = host.name() + "/" + cluster.name();
            try {
                usable.add(open(reference, cluster));
            } catch (HostRefusal | StorageFailure | LiveFailure | UncheckedIOException | PosixFailure failure) {
                notUsable.accept(reference, failure);
            }
        }
        return usable;
    }

    private Cluster named(String reference) {
        int slash = reference.indexOf('/');
        String hostPart = slash < 0 ? "" : reference.substring(0, slash);
        if (!hostPart.equals(host.name())) {
            throw unknown(reference);
        }
        return host.cluster(reference.substring(slash + 1)).orElseThrow(() -> unknown(reference));
    }

    private HostRefusal unknown(String reference) {
        return new HostRefusal(
                HostErrors.CLUSTER_NOT_KNOWN,
                Refusal.NOT_ALLOWED,
                "host `" + host.name() + "` does not know `" + reference + "`; it knows "
                        + host.clusters().stream()
                                .map(cluster -> "`" + host.name() + "/" + cluster.name() + "`")
                                .collect(Collectors.joining(", "))
                        + ". Nothing was done");
    }

    private ClusterOnHost open(String reference, Cluster cluster) {
        LiveSide live = register.resolve(cluster);
        Store store = host.storeOf(live.dataDirectory())
                .orElseThrow(() -> new HostRefusal(
                        HostErrors.PLACE_NOT_USABLE,
                        Refusal.NOT_ALLOWED,
                        "no entry under `storage` of the host's file serves `" + live.dataDirectory()
                                + "`; nothing was done"));
        // The administrator names it; that it exists is no decision. Others may pass, not list: a clone's owner must
        // reach its data.
        Durable.createFolders(store.work(), "rwx--x--x");
        Place place = Place.at(store.work());
        Storage storage = Drivers.of(place, store.driver(), cluster.dataDirectory());
        return new ClusterOnHost(
                reference,
                account(cluster),
                storage.dataset(live.dataDirectory()),
                secrets.access(live.connect()),
                place,
                storage,
                new SnapshotCatalogue(place, storage, clock, random),
                targets(cluster),
                cluster.allow().stream().map(Permission::word).collect(Collectors.toSet()),
                installations(),
                sockets(place),
                cluster,
                register,
                host.poolers(),
                host.state().directory());
    }

    private static Path sockets(Place place) {
        Path sockets = Sockets.in(place.root()).folder();
        Durable.createFolders(sockets, "rwx--x--x");
        return sockets;
    }

    private static Account account(Cluster cluster) {
        return Accounts.byName(cluster.owner())
                .orElseThrow(() -> new HostRefusal(
                        HostErrors.PLACE_NOT_USABLE,
                        Refusal.NOT_ALLOWED,
                        "this host has no account `" + cluster.owner() + "`, which its file names as owner of `"
                                + cluster.name() + "`; nothing was done"));
    }

    private static Map<Integer, Path> targets(Cluster cluster) {
        Map<Integer, Path> targets = new LinkedHashMap<>();
        cluster.targets().forEach((major, target) -> targets.put(major, target.dataDirectory()));
        return targets;
    }

    /** By major; declared ones win over found ones. */
    Map<Integer, Installation> installations() {
        Map<Integer, Installation> byMajor = new TreeMap<>();
        programs.find(List.copyOf(host.postgres().values()))
                .forEach(installation -> byMajor.put(installation.major(), installation));
        return byMajor;
    }
}
