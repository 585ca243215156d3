package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.Factor;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.Pooler;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.step.PromoteSessions.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that must be so before clients are held: all that is not, at once. Reads only. One use. */
final class PromoteChecks {

    /** A session of a pooler may end between the two looks: those that are gone by then are no direct ones. */
    private static final int LOOKS = 3;

    private static final int SOCKET_LINE = 4;

    private final StepContext context;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    PromoteChecks(StepContext context) {
        this.context = context;
    }

    List<Problem> problems() {
        collect(() -> {
            ProductionServers.requireCarried(
                    context.cluster().configured().service().word());
            PromoteTarget.find(context).requireFreePort(livePort(context), socketFolder(context));
            return List.of();
        });
        collect(() -> new PromoteSessions(context).state());
        collect(this::poolers);
        collect(this::rehearsedTimes);
        return List.copyOf(problems);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** One for each pooler, in their order. */
    List<Check> poolerChecks() {
        return List.copyOf(checks);
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
        List<Problem> found = new ArrayList<>();
        List<Pooler> poolers = new PromotePoolers(context)
                .open(
                        context.cluster()
                                .installation(context.request().targetVersion())
                                .orElseThrow(),
                        context.memory().path().resolve("hold-look"));
        LiveAddress live = new LiveAddress(List.of(socketFolder(context)), livePort(context));
        List<Client> direct = List.of();
        for (int look = 0; look < LOOKS; look++) {
            List<Client> clients = new PromoteSessions(context).clients();
            checks.clear();
            poolers.forEach(pooler -> checks.add(pooler.check(live, budget(context))));
            Set<Long> serving = new HashSet<>();
            checks.forEach(check -> serving.addAll(check.serving()));
            direct = PromoteSessions.direct(clients, serving);
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
        String what =
                direct.size() + " sessions on live do not come through a pooler: " + PromoteSessions.words(direct);
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

    /** What the steps that the hold repeats took in this very run. */
    private List<Problem> rehearsedTimes() {
        JsonNode budget = context.plan().blocks().path("budget");
        long hundredths = Factor.parse(budget.path("margin").asText("1.5x"))
                .map(Factor::hundredths)
                .orElse(150);
        long seconds = context.plan().steps().stream()
                .filter(step -> step.kind().equals("pg_upgrade"))
                .mapToLong(step -> new StepMemory(context).newestSeconds(step.id()))
                .sum();
        Duration needed = Duration.ofMillis(seconds * 1000 * hundredths / 100);
        if (needed.compareTo(budget(context)) <= 0) {
            return List.of();
        }
        return List.of(new Problem(
                HoldErrors.REHEARSED_TOO_LONG,
                "pg_upgrade took " + seconds + " s in this run; times the margin that is " + needed.toSeconds()
                        + " s, and `budget.hold` is " + budget(context).toSeconds() + " s",
                "plan a longer `budget.hold`"));
    }

    static Duration budget(StepContext context) {
        return StepTimes.parse(
                context.plan().blocks().path("budget").path("hold").asText("5m"));
    }

    static int livePort(StepContext context) {
        return context.cluster().live().endpoint().port();
    }

    /** The first of live's sockets' folders, as the server itself notes it (miscinit.c, LOCK_FILE_LINE_SOCKET_DIR). */
    static Path socketFolder(StepContext context) {
        Path lock = context.cluster().dataset().dataDirectory().resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(lock);
            if (lines.size() > SOCKET_LINE && lines.get(SOCKET_LINE).startsWith("/")) {
                return Path.of(lines.get(SOCKET_LINE).strip());
            }
        } catch (IOException notRunning) {
            throw new HoldFailure(
                    HoldErrors.DIRECT_CLIENTS,
                    "live does not run: `" + lock + "` cannot be read. Start it; nothing was done");
        }
        throw new HoldFailure(
                HoldErrors.TARGET_NOT_NAMED,
                "live has no Unix socket, and Belay comes into new by one. Set `unix_socket_directories` on live");
    }
}
