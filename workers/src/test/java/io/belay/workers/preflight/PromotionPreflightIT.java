package io.belay.workers.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.preflight.Finding.Severity;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import io.belay.workers.verify.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What an online promotion asks of a real 13 with the lab's profiles, and what its remedies do to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromotionPreflightIT {

    private static final Promotion ONLINE = new Promotion(true, true);

    private Installation target;
    private TestCluster live;
    private Path folder;

    @BeforeAll
    void load_the_profiles() throws IOException {
        target = TestCluster.installation(17);
        live = TestCluster.create(TestCluster.installation(13), "online").start();
        folder = TestCluster.folder("online-files");
        live.sql("postgres", "CREATE ROLE belay LOGIN");
        script("postgres", "orders-legacy/roles.sql");
        script("legacy", "orders-legacy/legacy.sql");
        script("postgres", "orders/roles.sql");
        script("orders", "orders/orders.sql");
        script("inventory", "orders/inventory.sql");
        await().atMost(Duration.ofMinutes(1)).until(() -> changesOf("counter") >= 100);
    }

    @AfterAll
    void stop_it() {
        if (live != null) {
            live.close();
        }
        if (folder != null) {
            TestCluster.remove(folder);
        }
    }

    /** The lab's own scripts, so that what is refused here is what the lab shows. */
    private void script(String database, String script) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path inside = Path.of("examples/src/main/resources/io/belay/lab").resolve(script);
        Path source = Files.exists(here.resolve(inside)) ? here.resolve(inside) : here.resolveSibling(inside);
        Path copy = Files.copy(source, folder.resolve(script.replace('/', '-')));
        Endpoint.UnixSocket socket = (Endpoint.UnixSocket) live.access().endpoint();
        live.run(
                "psql",
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-v",
                "scale=1",
                "-h",
                socket.folder(),
                "-p",
                socket.port(),
                "-U",
                "postgres",
                "-d",
                database,
                "-f",
                copy);
    }

    private long changesOf(String table) {
        return number("SELECT pg_stat_get_tuples_updated('public." + table + "'::regclass) AS n");
    }

    private long number(String sql) {
        try (Session session = live.server().open("legacy")) {
            return session.query(sql).get(0).number("n");
        }
    }

    private PreflightContext context(Server server, Promotion promotion, boolean onLive, String... databases) {
        return new PreflightContext(
                13,
                17,
                live.installation(),
                target,
                server,
                List.of(databases),
                new ControlValues("in production", false, 8192, 8192, 131072),
                PreflightContext.Checksums.SAME,
                new RoomFacts("/place", 1L << 40, 1L << 30, 1L << 30, 0),
                Optional.empty(),
                new HostCommandRunner(Masking.none()),
                folder,
                new PromotionFacts(
                        promotion,
                        "belay",
                        Map.of(),
                        Map.of(),
                        onLive ? Optional.of(List.of()) : Optional.empty(),
                        List.of()));
    }

    private List<Finding> examine(Promotion promotion, String... databases) {
        return new Preflight(PromotionFamilies.of(promotion))
                .examine(context(live.server(), promotion, true, databases), title -> {});
    }

    private static List<String> keys(List<Finding> found, Predicate<Finding> which) {
        return found.stream()
                .filter(which)
                .map(finding -> finding.code() + " " + finding.severity().word() + " " + finding.object())
                .toList();
    }

    private static boolean isOfDatabase(Finding finding) {
        return finding.object().contains(": ");
    }

    private static boolean isNoNote(Finding finding) {
        return finding.severity() != Severity.NOTE;
    }

    /** Each statement of a remedy by itself, as psql sends a script. */
    private void run(Finding finding, String script) {
        String database = finding.object().contains(": ") ? finding.object().split(": ", 2)[0] : "postgres";
        for (String statement : script.split("(?<=;)\n", -1)) {
            if (!statement.startsWith("--")) {
                live.sql(database, statement);
            }
        }
    }

    private static Finding about(List<Finding> found, String object) {
        List<Finding> those = found.stream()
                .filter(finding -> finding.object().equals(object))
                .toList();
        assertThat(those).as("findings about %s among %s", object, found).hasSize(1);
        return those.get(0);
    }

    @Test
    @Order(1)
    void the_legacy_profile_is_refused_table_by_table_with_what_would_correct_each() {
        List<Finding> found = examine(ONLINE, "legacy");

        assertThat(keys(found, PromotionPreflightIT::isNoNote))
                .containsExactlyInAnyOrder(
                        "BLY-2104 blocker wal_level",
                        "BLY-2106 warning wal_retrieve_retry_interval",
                        "BLY-2110 warning max_prepared_transactions",
                        "BLY-2107 blocker legacy: public.counter",
                        "BLY-2107 warning legacy: public.log_line",
                        "BLY-2107 warning legacy: public.measure",
                        "BLY-2107 warning legacy: public.measure_2025",
                        "BLY-2107 warning legacy: public.measure_2026",
                        "BLY-2107 warning legacy: public.order_old",
                        "BLY-2109 blocker legacy: large objects",
                        "BLY-2109 blocker legacy: public.scan.content",
                        "BLY-2039 warning legacy: public.session");
        assertThat(about(found, "legacy: public.counter").evidence())
                .contains("100 rows updated, 11 deleted since the server's counters began");
        assertThat(about(found, "legacy: public.order_old").remedy())
                .isEqualTo("ALTER TABLE public.order_old REPLICA IDENTITY USING INDEX order_old_number;");
    }

    @Test
    @Order(1)
    void the_usual_profile_lacks_nothing_that_stops_it_and_this_is_warned_of() {
        List<Finding> found = examine(ONLINE, "orders", "inventory");

        assertThat(keys(found, finding -> isOfDatabase(finding) && isNoNote(finding)))
                .containsExactlyInAnyOrder(
                        "BLY-2107 warning inventory: \"Stock Room\".no_columns",
                        "BLY-2107 warning orders: shop.inbox",
                        "BLY-2107 warning orders: shop.room_booking",
                        "BLY-2121 warning orders: shop.revenue");
        assertThat(keys(found, finding -> finding.severity() == Severity.NOTE))
                .contains(
                        "BLY-2123 note orders: note_ddl", "BLY-2124 note orders: sequences", "BLY-2126 note way back");
    }

    @Test
    @Order(1)
    void on_a_copy_nobody_counts_so_what_is_updated_is_for_the_apply_to_say() {
        List<Finding> found = new Preflight(PromotionFamilies.of(ONLINE))
                .examine(context(live.server(), ONLINE, false, "legacy"), title -> {});

        Finding counter = about(found, "legacy: public.counter");
        assertThat(counter.severity()).isEqualTo(Severity.WARNING);
        assertThat(counter.evidence()).anyMatch(line -> line.contains("an apply looks there"));
    }

    @Test
    @Order(1)
    void what_applied_rows_would_meet_is_found_and_corrected() {
        live.sql("postgres", "CREATE DATABASE shop");
        live.sql(
                "shop",
                "CREATE TABLE t (id int PRIMARY KEY, name text)",
                "CREATE FUNCTION lower_name(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'",
                "CREATE INDEX t_lower ON t (lower_name(name))",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER always BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE TRIGGER by_statement AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION f()",
                "ALTER TABLE t ENABLE ALWAYS TRIGGER always, ENABLE ALWAYS TRIGGER by_statement",
                "CREATE RULE nothing AS ON DELETE TO t DO ALSO NOTHING",
                "ALTER TABLE t ENABLE ALWAYS RULE nothing",
                "CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE)",
                "CREATE TABLE free (content json)",
                "ALTER TABLE free REPLICA IDENTITY FULL",
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (9)",
                "CREATE PUBLICATION other FOR TABLE t",
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE word (w text COLLATE loose PRIMARY KEY)");
        List<Finding> found = examine(ONLINE, "shop");

        assertThat(keys(found, PromotionPreflightIT::isOfDatabase))
                .containsExactlyInAnyOrder(
                        "BLY-2107 warning shop: public.deferred",
                        "BLY-2107 warning shop: public.parted_1",
                        "BLY-2108 warning shop: public.free",
                        "BLY-2111 blocker shop: public.t.always",
                        "BLY-2112 note shop: public.t.nothing",
                        "BLY-2113 warning shop: public.lower_name(text)",
                        "BLY-2117 note shop: publication other",
                        "BLY-2125 warning shop: public.word_pkey");
        assertThat(about(found, "shop: public.parted_1").evidence()).contains("a partition of public.parted");

        List<Finding> corrected = found.stream()
                .filter(finding -> isOfDatabase(finding) && !finding.remedy().isEmpty())
                .toList();
        corrected.forEach(finding -> run(finding, finding.remedy()));
        assertThat(keys(examine(ONLINE, "shop"), finding -> isOfDatabase(finding) && isNoNote(finding)))
                .containsExactly("BLY-2125 warning shop: public.word_pkey");

        corrected.forEach(finding -> run(finding, finding.undo()));
        assertThat(keys(examine(ONLINE, "shop"), PromotionPreflightIT::isOfDatabase))
                .containsExactlyInAnyOrderElementsOf(keys(found, PromotionPreflightIT::isOfDatabase));
    }

    @Test
    @Order(2)
    void behind_exactly_that_sql_the_legacy_profile_has_no_finding_and_can_be_published() {
        live.sql("legacy", "CREATE PUBLICATION everything FOR ALL TABLES");
        assertThatThrownBy(() -> live.sql("legacy", "UPDATE counter SET value = 0"))
                .isInstanceOf(PostgresFailure.class)
                .hasMessageContaining("replica identity");
        live.sql("legacy", "DROP PUBLICATION everything");

        List<Finding> found = examine(ONLINE, "legacy");
        found.stream()
                .filter(finding -> isNoNote(finding) && !finding.remedy().isEmpty())
                .forEach(finding -> run(finding, finding.remedy()));
        // What no statement can correct: the application has to do without large objects.
        live.sql(
                "legacy",
                "ALTER TABLE scan DROP COLUMN content CASCADE",
                "DROP TRIGGER scan_content ON scan",
                "SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
        live.stop().start();

        assertThat(keys(examine(ONLINE, "legacy"), PromotionPreflightIT::isNoNote))
                .isEmpty();
        assertThat(number("SELECT count(*) AS n FROM public.scan WHERE length(content_bytes) > 1000"))
                .isEqualTo(100);
        live.sql(
                "legacy",
                "CREATE PUBLICATION everything FOR ALL TABLES",
                "UPDATE counter SET value = 0",
                "DELETE FROM log_line",
                "DELETE FROM measure",
                "DELETE FROM session",
                "DELETE FROM order_old WHERE number < 10",
                "DELETE FROM scan",
                "DROP PUBLICATION everything");

        Finding counter = about(found, "legacy: public.counter");
        run(counter, counter.undo());
        assertThat(keys(examine(ONLINE, "legacy"), PromotionPreflightIT::isNoNote))
                .containsExactly("BLY-2107 blocker legacy: public.counter");
    }

    @Test
    @Order(1)
    void preflight_sends_what_is_listed_without_a_server() {
        HeardStatements heard = new HeardStatements();
        Preflight preflight = new Preflight(PromotionFamilies.of(ONLINE));

        preflight.examine(
                context(
                        new JdbcServer(live.access().noting(heard), "postgres"),
                        ONLINE,
                        true,
                        "inventory",
                        "legacy",
                        "orders"),
                title -> {});

        heard.areAsListed(preflight.statements());
    }

    @Test
    @Order(1)
    void every_statement_runs_on_the_target_too() {
        try (TestCluster later = TestCluster.create(target, "later").start();
                Session session = later.server().open("postgres")) {
            for (PromotionStatement statement : PromotionStatement.values()) {
                assertThatCode(() -> session.query(statement.sql()))
                        .as(statement.name())
                        .doesNotThrowAnyException();
            }
        }
    }
}
