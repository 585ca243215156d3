package io.belay.workers.facts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.Unknown;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.storage.Storage.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what is judged anew each time: sizes, room, who is connected, how much live writes. Cheap at any size: sizes are what the
 * server's catalog says since the last vacuum. What cannot be asked becomes an unknown, never a failure. One use.
 */
final class JudgedGathering {

    private static final String RELATIONS = "SELECT count(*) AS relations, coalesce(sum(relpages::bigint), 0)"
            + " * pg_catalog.current_setting('block_size')::bigint AS bytes FROM pg_catalog.pg_class"
            + " WHERE relkind IN ('r', 'i', 't', 'm', 'S')";

    private static final String EXTENSIONS = "SELECT extname, extversion FROM pg_catalog.pg_extension ORDER BY extname";

    private static final String STANDBYS =
            "SELECT application_name FROM pg_catalog.pg_stat_replication ORDER BY application_name";

    private static final String SLOTS = "SELECT slot_name FROM pg_catalog.pg_replication_slots ORDER BY slot_name";

    /** Since the last reset of its statistics. The view is there from 14 on. */
    private static final String WRITTEN = "SELECT wal_bytes::bigint AS bytes,"
            + " extract(epoch FROM pg_catalog.now() - stats_reset)::bigint AS seconds FROM pg_catalog.pg_stat_wal";

    private static final int FIRST_WITH_WAL_VIEW = 14;

    /** A rate over less says nothing. */
    private static final long SHORTEST_SECONDS = 60;

    private final ClusterOnHost cluster;
    private final ResolvedPlan plan;
    private final PoolerLook poolers;
    private final ObjectNode judged = JsonNodeFactory.instance.objectNode();
    private final List<Unknown> unknowns = new ArrayList<>();

    JudgedGathering(ClusterOnHost cluster, ResolvedPlan plan, PoolerLook poolers) {
        this.cluster = cluster;
        this.plan = plan;
        this.poolers = poolers;
    }

    void gather() {
        Space space = cluster.storage().space(cluster.place().root());
        judged.putObject("room").put("free_bytes", space.freeBytes()).put("total_bytes", space.totalBytes());
        Server live = new JdbcServer(cluster.live(), "postgres");
        List<String> databases;
        try {
            databases = live.databases();
        } catch (PostgresFailure silent) {
            unknowns.add(new Unknown(
                    "sizes, sessions and load of live: " + silent.getMessage(),
                    "start live, or let `" + cluster.live().user() + "` in, then `belay plan` again"));
            return;
        }
        sizes(live, databases);
        replication(live);
        written(live);
        if (promotes()) {
            poolers.judge(live, judged, unknowns);
        }
        unknowns.add(new Unknown(
                "how long each step takes here", "`belay rehearse` it: the ledger keeps the times of each rehearsal"));
    }

    ObjectNode judged() {
        return judged;
    }

    List<Unknown> unknowns() {
        return List.copyOf(unknowns);
    }

    List<String> assumptions() {
        List<String> assumptions = new ArrayList<>();
        List<String> references = Poolers.references(plan, cluster.configured());
        if (promotes() && !references.isEmpty()) {
            assumptions.add("clients come only through " + String.join(", ", references)
                    + ": who connects to live in another way and only now and then is not seen by one look");
        }
        assumptions.add("nobody but Belay writes below " + cluster.place().root());
        assumptions.add("sizes are what live's catalogs say since the last vacuum of each table");
        return assumptions;
    }

    private boolean promotes() {
        return plan.steps().stream().anyMatch(step -> step.touches().contains(Touches.CLIENTS));
    }

    private void sizes(Server live, List<String> databases) {
        ArrayNode list = judged.putArray("databases");
        long relations = 0;
        long bytes = 0;
        for (String name : databases) {
            try (Session session = live.open(name)) {
                Row row = session.query(RELATIONS).get(0);
                relations += row.number("relations");
                bytes += row.number("bytes");
                ObjectNode database = list.addObject()
                        .put("name", name)
                        .put("relations", row.number("relations"))
                        .put("bytes", row.number("bytes"));
                ArrayNode extensions = database.putArray("extensions");
                session.query(EXTENSIONS)
                        .forEach(extension ->
                                extensions.add(extension.text("extname") + " " + extension.text("extversion")));
            } catch (PostgresFailure refused) {
                unknowns.add(new Unknown(
                        "how many relations database `" + name + "` has: " + refused.getMessage(),
                        "GRANT CONNECT ON DATABASE \"" + name + "\" TO \""
                                + cluster.live().user() + "\", then" + " `belay plan` again"));
            }
        }
        judged.put("relations", relations).put("bytes", bytes);
    }

    private void replication(Server live) {
        try (Session session = live.open("postgres")) {
            ArrayNode standbys = judged.putArray("standbys_streaming");
            session.query(STANDBYS)
                    .forEach(
                            row -> standbys.add(row.optional("application_name").orElse("?")));
            ArrayNode slots = judged.putArray("replication_slots");
            session.query(SLOTS).forEach(row -> slots.add(row.text("slot_name")));
        } catch (PostgresFailure refused) {
            unknowns.add(new Unknown("who replicates from live: " + refused.getMessage(), "`belay plan` again"));
        }
    }

    private void written(Server live) {
        Unknown unknown = new Unknown(
                "how much live writes per second",
                "look at two values of `SELECT pg_current_wal_lsn()` an hour apart, in the busiest hour");
        if (live.major() < FIRST_WITH_WAL_VIEW) {
            unknowns.add(unknown);
            return;
        }
        try (Session session = live.open("postgres")) {
            Row row = session.query(WRITTEN).get(0);
            long seconds = row.optional("seconds").map(Long::parseLong).orElse(0L);
            if (seconds < SHORTEST_SECONDS) {
                unknowns.add(unknown);
            } else {
                judged.put("wal_bytes_per_second", row.number("bytes") / seconds);
            }
        } catch (PostgresFailure refused) {
            unknowns.add(unknown);
        }
    }
}
