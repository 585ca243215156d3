package io.belay.workers.replication;

import static org.awaitility.Awaitility.await;

import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.postgres.Session;
import io.belay.workers.verify.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Two running servers of different majors, and databases on both with the same tables, one for each test. */
final class Pair implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Way FORWARD = Way.firstForward();

    private static final String[] SETTINGS = {
        "wal_level = logical",
        "max_replication_slots = 20",
        "max_wal_senders = 20",
        "max_worker_processes = 16",
        "max_logical_replication_workers = 8",
        "wal_retrieve_retry_interval = 100ms",
        "autovacuum = off"
    };

    private final TestCluster source;
    private final TestCluster target;
    private int databases;

    private Pair(TestCluster source, TestCluster target) {
        this.source = source;
        this.target = target;
    }

    static Pair of(int sourceMajor, int targetMajor) {
        TestCluster source = TestCluster.create(TestCluster.installation(sourceMajor), "from", SETTINGS);
        TestCluster target = TestCluster.create(TestCluster.installation(targetMajor), "to", SETTINGS);
        return new Pair(source.start(), target.start());
    }

    /** A database of that content on both sides; its name needs quoting. */
    String database(String... sql) {
        databases++;
        String name = "shop-" + databases;
        for (TestCluster side : List.of(source, target)) {
            side.sql("postgres", "CREATE DATABASE \"" + name + "\"");
            side.sql(name, sql);
        }
        return name;
    }

    TestCluster sourceCluster() {
        return source;
    }

    TestCluster targetCluster() {
        return target;
    }

    JdbcServer source() {
        return new JdbcServer(source.access(), "template1");
    }

    JdbcServer sourceHeardBy(SentStatements heard) {
        return new JdbcServer(source.access().noting(heard), "template1");
    }

    JdbcServer target() {
        return new JdbcServer(target.access(), "template1");
    }

    SourceAddress address(TestCluster of) {
        Endpoint.UnixSocket socket = (Endpoint.UnixSocket) of.access().endpoint();
        return new SourceAddress(socket.folder().toString(), socket.port(), "postgres", Optional.empty());
    }

    Following following(Names names) {
        return new Following(source(), target(), address(source), names, FORWARD);
    }

    /** As {@code pg_upgrade} leaves it: the target has marker and publication too. Then it follows. */
    Following follow(Names names, String... wanted) {
        List<String> all = List.of(wanted);
        new Publishing(source(), names).publish(FORWARD, all, PATIENCE);
        new Publishing(target(), names).mark(all);
        Following following = following(names);
        following.prepare(all);
        following.enable();
        return following;
    }

    void remove(Names names) {
        following(names).drop(PATIENCE);
        new Publishing(source(), names).withdraw(PATIENCE);
        new Publishing(target(), names).withdraw(PATIENCE);
    }

    void awaitCaughtUp(Names names, String database) {
        Marker marker = new Marker(names);
        try (Session from = source().open(database);
                Session to = target().open(database)) {
            marker.await(to, marker.write(from), SOON);
        }
    }

    static void awaitTrue(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    static String value(JdbcServer server, String database, String query) {
        try (Session session = server.open(database)) {
            return session.query("SELECT (" + query + ")::text AS value")
                    .get(0)
                    .optional("value")
                    .orElse("");
        }
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }
}
