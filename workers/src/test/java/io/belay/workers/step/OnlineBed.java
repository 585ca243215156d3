package io.belay.workers.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Writers;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A live 13 on btrfs that may publish, with two databases under load, and runs that promote online. */
final class OnlineBed implements AutoCloseable {

    static final List<String> DATABASES = List.of("app1", "app2");
    static final int PORT = 5499;

    private static final String[] SETTINGS = {
        "wal_level = logical",
        "fsync = off",
        "max_replication_slots = 20",
        "max_wal_senders = 20",
        "max_worker_processes = 20",
        "max_logical_replication_workers = 12",
        "shared_buffers = 16MB"
    };

    private final StepLab lab = new StepLab();
    final Writers writers = new Writers(DATABASES);

    OnlineBed() throws IOException {
        lab.restart(SETTINGS);
        for (String database : DATABASES) {
            lab.sql("postgres", "CREATE DATABASE " + database);
            lab.sql(database, Writers.schema());
        }
        lab.target(lab.mount().resolve("new").resolve("data"), PORT);
        plan("10m");
        budget("10m", "2GiB");
    }

    StepLab lab() {
        return lab;
    }

    /** @param publish time-out of the step */
    void plan(String publish) {
        lab.steps(List.of(step("publish", publish), step("promote", "1h")));
    }

    void budget(String catchUp, String wal) {
        lab.blocks("{\"budget\": {\"catch_up\": \"" + catchUp + "\", \"wal_on_live\": \"" + wal + "\"}}");
    }

    private static ResolvedStep step(String kind, String timeout) {
        return new ResolvedStep(
                kind,
                kind,
                ResolvedStep.RunsOn.HOST,
                List.of(),
                false,
                true,
                new ResolvedStep.Back("undo", "nothing"),
                ResolvedStep.When.ALWAYS,
                List.of(),
                new ResolvedStep.Retry(3, "30s"),
                timeout,
                new ResolvedStep.OnFailure("last_good_step", "wait_for_operator"),
                "",
                JsonNodeFactory.instance.objectNode().put("mode", "online").put("way_back", "7d"));
    }

    StepContext context(String run, String kind, int epoch) {
        return lab.context(run, kind, epoch, JsonNodeFactory.instance.objectNode());
    }

    /** What stands before `follow` in an online plan, with writers at work. */
    void built(String run) {
        succeeded(new PublishStep().run(context(run, "publish", 1)));
        for (String kind : List.of("snapshot", "clone", "pg_upgrade")) {
            succeeded(lab.carryOut(context(run, kind, 1)));
            if (!kind.equals("snapshot")) {
                new CandidateCare(context(run, "candidate", 1)).takeWaypoint("w-" + kind);
            }
        }
    }

    static StepResult succeeded(StepResult result) {
        if (result.outcome() != Outcome.SUCCEEDED) {
            throw new AssertionError(result.toString());
        }
        return result;
    }

    Server fresh() {
        return freshAs("postgres");
    }

    Server freshAs(String role) {
        return new JdbcServer(
                Access.byPeer(new Endpoint.UnixSocket(lab.sockets(), PORT), role, Duration.ofMinutes(1)), "template1");
    }

    static Map<String, String> contents(Server server) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (String database : DATABASES) {
            try (Session session = server.open(database)) {
                for (String table : Writers.TABLES) {
                    contents.put(
                            database + " " + table,
                            session.query("SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY"
                                            + " t::text COLLATE \"C\"), '')) AS content FROM " + table + " t")
                                    .get(0)
                                    .text("content"));
                }
            }
        }
        return contents;
    }

    /** Slots, publications and schemas of all databases, in one text. */
    String leftOnLive() {
        StringBuilder left = new StringBuilder();
        for (String database : lab.live().databases()) {
            try (Session session = lab.live().open(database)) {
                left.append(session.query("SELECT concat_ws(' ', (SELECT string_agg(slot_name, ' ') FROM"
                                + " pg_catalog.pg_replication_slots), (SELECT string_agg(pubname, ' ') FROM"
                                + " pg_catalog.pg_publication), (SELECT string_agg(nspname, ' ') FROM pg_catalog.pg_namespace"
                                + " WHERE nspname LIKE 'belay%')) AS left")
                        .get(0)
                        .text("left"));
            }
        }
        return left.toString();
    }

    /** The engine's way: the candidate first, then live. */
    void removed(String run) {
        succeeded(new CandidateCare(context(run, "candidate", 1)).drop());
        succeeded(new PublishStep().undo(context(run, "publish", 1)));
    }

    @Override
    public void close() throws IOException {
        lab.close();
    }
}
