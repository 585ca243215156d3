package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.LiveServer;
import io.belay.workers.hold.Pooler;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.live.ClientSessions;
import io.belay.workers.live.ClientSessions.Client;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.postgres.Endpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that must be so before clients are held: all that is not, at once. Reads only. One use. */
final class PromoteChecks {

    /** A session of a pooler may end between the two looks: those that are gone by then are no direct ones. */
    private static final int LOOKS = 3;

    private final StepContext context;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    PromoteChecks(StepContext context) {
        this.context = context;
    }

    /** Before live is stopped. */
    PromoteLook offline() {
        collect(() -> {
            ProductionServers.requireCarried(
                    context.cluster().configured().service().word());
            PromoteTarget.find(context).requireFreePort(livePort(context), socketFolder(context));
            return List.of();
        });
        collect(() -> new PromoteSessions(context).state());
        collect(() -> new PromoteSessions(context).backup().stream().toList());
        collect(this::poolers);
        collect(this::scripts);
        collect(() -> HoldEstimate.tooLong(context).stream().toList());
        return new PromoteLook(problems, notes, checks);
    }

    /**
     * Before clients go from one running server to the other.
     *
     * @param follower what has to be so on the side that shall serve
     */
    PromoteLook online(Supplier<List<Problem>> follower) {
        collect(() -> byNetwork().stream().toList());
        collect(() -> new PromoteSessions(context).state());
        collect(this::poolers);
        collect(follower);
        return new PromoteLook(problems, notes, checks);
    }

    private Optional<Problem> byNetwork() {
        return context.cluster().live().endpoint() instanceof Endpoint.UnixSocket
                ? Optional.empty()
                : Optional.of(new Problem(
                        SwitchErrors.LIVE_BY_NETWORK,
                        "the host's file has Belay come to `"
                                + context.cluster().reference()
                                + "` by the network, and an online promotion comes to both sides by their sockets",
                        "the administrator writes `connect: {socket: FOLDER, ...}` for the cluster"));
    }

    private void collect(Supplier<List<Problem>> look) {
        try {
            problems.addAll(look.get());
        } catch (HoldFailure refused) {
            problems.add(new Problem(refused.code(), String.valueOf(refused.getMessage()), ""));
        } catch (LiveFailure refused) {
            problems.add(new Problem(refused.code(), String.valueOf(refused.getMessage()), ""));
        }
    }

    private List<Problem> poolers() {
        StepResult programs = new PromotePoolers(context).programs();
        if (programs.outcome() != Outcome.SUCCEEDED) {
            boolean refused = programs.code().equals(StepErrors.PROGRAM_REFUSED.text());
            return List.of(new Problem(
                    refused ? StepErrors.PROGRAM_REFUSED : StepErrors.PROGRAM_NOT_USABLE,
                    programs.summary(),
                    programs.remedy()));
        }
        List<Problem> found = new ArrayList<>();
        List<Pooler> poolers = new PromotePoolers(context)
                .open(
                        context.cluster()
                                .installation(context.request().targetVersion())
                                .orElseThrow(),
                        context.memory().path().resolve("hold-look"));
        LiveServer live = live(context);
        List<Client> direct = List.of();
        for (int look = 0; look < LOOKS; look++) {
            List<Client> clients = new PromoteSessions(context).clients();
            checks.clear();
            poolers.forEach(pooler -> checks.add(pooler.check(live, budget(context))));
            Set<Long> serving = new HashSet<>();
            checks.forEach(check -> serving.addAll(check.serving()));
            direct = ClientSessions.direct(clients, serving);
            if (direct.isEmpty()) {
                break;
            }
        }
        checks.forEach(check -> {
            found.addAll(check.problems());
            notes.addAll(check.notes());
        });
        directClients(direct, found);
        return found;
    }

    private void directClients(List<Client> direct, List<Problem> found) {
        if (direct.isEmpty()) {
            return;
        }
        String what = direct.size() + " sessions on live do not come through a pooler: " + ClientSessions.words(direct);
        if (context.plan()
                .blocks()
                .path("clients")
                .path("direct")
                .asText("refuse")
                .equals("accept")) {
            notes.add(what + "; they lose their connection (`clients.direct: accept`)");
            return;
        }
        found.add(new Problem(
                HoldErrors.DIRECT_CLIENTS,
                what + "; they would lose their connection",
                "end them, or have them come through the pooler; or plan `clients: {direct: accept}`"));
    }

    /** A plan's text runs as superuser in what becomes live: as allowed now, not only when the candidate bore it. */
    private List<Problem> scripts() {
        boolean allowed = context.cluster().allowed().contains(Permission.SQL.word());
        return allowed || !Repeats.of(context).hasScripts()
                ? List.of()
                : List.of(new Problem(
                        StepErrors.SQL_NOT_ALLOWED,
                        "this host does not allow plans to bring SQL any more, and the promotion repeats it",
                        "the administrator writes `sql` to `allow` of the cluster"));
    }

    static Duration budget(StepContext context) {
        return StepTimes.parse(
                context.plan().blocks().path("budget").path("hold").asText("5m"));
    }

    static int livePort(StepContext context) {
        return context.cluster().live().endpoint().port();
    }

    /** As the poolers are told of it. */
    static LiveServer live(StepContext context) {
        return LiveServer.on(
                context.cluster().dataset().dataDirectory(),
                new LiveAddress(List.of(socketFolder(context)), livePort(context)));
    }

    /** The first of live's sockets' folders. */
    static Path socketFolder(StepContext context) {
        Path data = context.cluster().dataset().dataDirectory();
        try {
            return LiveAddress.socketFolder(data)
                    .orElseThrow(() -> new HoldFailure(
                            HoldErrors.TARGET_NOT_NAMED,
                            "live has no Unix socket, and Belay comes into new by one. Set"
                                    + " `unix_socket_directories` on live"));
        } catch (UncheckedIOException notRunning) {
            throw new HoldFailure(
                    HoldErrors.DIRECT_CLIENTS,
                    "live does not run: `" + data.resolve(LiveAddress.LOCK)
                            + "` cannot be read. Start it; nothing was done");
        }
    }
}
