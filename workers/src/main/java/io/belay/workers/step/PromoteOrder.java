package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.hold.HoldOrder.Programs;
import io.belay.workers.hold.OfflineOrder;
import io.belay.workers.hold.OfflineOrder.Fresh;
import io.belay.workers.hold.OfflineOrder.Live;
import io.belay.workers.hold.OfflineOrder.Stage;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.PoolerAddress;
import io.belay.workers.live.ProductionLog;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the order of a hold, from the plan, the host's file and what the checks found. */
final class PromoteOrder {

    /** Of the hold that first statistics may take: more would be felt more than a plan without them. */
    private static final Duration STATISTICS = Duration.ofMillis(250);

    private static final int STATISTICS_SHARE = 10;

    private final StepContext context;

    PromoteOrder(StepContext context) {
        this.context = context;
    }

    OfflineOrder of(List<Check> checks) {
        ClusterOnHost cluster = context.cluster();
        CandidateRecord record = new Candidates(context).record();
        Duration budget = PromoteChecks.budget(context);
        Repeats repeats = Repeats.of(context);
        Duration share = budget.dividedBy(STATISTICS_SHARE);
        return new OfflineOrder(
                1,
                context.run().runId(),
                context.request().stepId(),
                context.request().epoch(),
                cluster.name(),
                budget.toMillis(),
                (share.compareTo(STATISTICS) < 0 ? share : STATISTICS).toMillis(),
                Runtime.getRuntime().availableProcessors(),
                cluster.place().root(),
                cluster.sockets(),
                cluster.state(),
                context.transcripts(),
                cluster.owner().name(),
                record.superuser(),
                live(record),
                fresh(record),
                new Stage(new Waypoints(context).twin(), record.snapshot(), record.oldData()),
                // An offline hold makes new of live's last state, whatever was rehearsed.
                true,
                context.memory().read(BackupGrants.TAKEN_AWAY, String.class).orElse(""),
                repeats.extensions(),
                repeats.behind(),
                held(context, checks));
    }

    private Live live(CandidateRecord record) {
        ClusterOnHost cluster = context.cluster();
        Path data = cluster.dataset().dataDirectory();
        return new Live(
                programs(context, record.oldMajor()),
                cluster.configured().service().word(),
                cluster.dataset().root(),
                cluster.origins(),
                data,
                PromoteChecks.livePort(context),
                cluster.configured().dataDirectory(),
                cluster.configured().connect().port(),
                PromoteChecks.socketFolder(context),
                ProductionLog.of(data));
    }

    private Fresh fresh(CandidateRecord record) {
        PromoteTarget target = PromoteTarget.find(context);
        return new Fresh(
                programs(context, record.newMajor()), target.root(), target.data(), target.port(), settings(context));
    }

    /** The plan's {@code target.settings}. */
    static Map<String, String> settings(StepContext context) {
        Map<String, String> settings = new LinkedHashMap<>();
        JsonNode wanted = context.plan().target().path("settings");
        wanted.fieldNames()
                .forEachRemaining(name -> settings.put(name, wanted.path(name).asText()));
        return settings;
    }

    static Programs programs(StepContext context, int major) {
        Installation installation = context.cluster()
                .installation(major)
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.INSTALLATION_MISSING,
                        "this host has no programs of PostgreSQL " + major + " any more. Nothing was done"));
        return new Programs(installation.major(), installation.version(), installation.programs());
    }

    static List<Held> held(StepContext context, List<Check> checks) {
        List<PoolerAddress> poolers = new PromotePoolers(context).addresses();
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < poolers.size(); i++) {
            held.add(new Held(poolers.get(i), checks.get(i).databases()));
        }
        return held;
    }
}
