package io.belay.workers.clone;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.command.ClientCommands;
import io.belay.workers.command.ExtensionUpdates;
import io.belay.workers.command.ExtensionUpdates.Extension;
import io.belay.workers.command.PgUpgradeCommand.Mode;
import io.belay.workers.command.PgUpgradeFiles;
import io.belay.workers.command.UpgradeFault;
import io.belay.workers.command.UpgradeFaults;
import io.belay.workers.command.ViewRemedy;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.LiveCluster;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import io.belay.workers.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real upgrade by {@code --link} inside a clone, and the two kinds of faults told apart. */
class UpgradeIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Path NEW_DATA = Path.of("new");

    private TestHost host;
    private LiveCluster live;
    private CloneFixture clones;
    private Installation target;

    @BeforeEach
    void open() {
        TestHost.programs(13);
        TestHost.programs(17);
        host = TestHost.open();
        target = host.installation(17);
        live = LiveCluster.make(host, host.installation(13), "--data-checksums", "--wal-segsize=1");
        clones = new CloneFixture(host);
    }

    @AfterEach
    void close() {
        if (host != null) {
            clones.close();
            live.close();
            host.close();
        }
    }

    @Test
    void a_clone_of_13_becomes_a_17_by_links_and_live_does_not_notice() throws IOException {
        Path fast = host.makeFolder(live.root().resolve("fast"));
        live.configure("max_prepared_transactions = 5", "default_text_search_config = 'pg_catalog.german'");
        live.start().sql("postgres", "CREATE DATABASE shop", "CREATE TABLESPACE fast LOCATION '" + fast + "'");
        live.sql("shop", "CREATE EXTENSION pg_trgm", "CREATE TABLE t (n int primary key) TABLESPACE fast");
        live.sql("shop", "INSERT INTO t SELECT generate_series(1, 5000)", "CREATE TABLE u AS SELECT * FROM t");

        Upgrade upgrade = upgrade();

        assertThat(upgrade.result().succeeded()).as(upgrade.result().output()).isTrue();
        StartedClone started = clones.start(upgrade.fresh());
        assertThat(started.server().major()).isEqualTo(17);
        try (Session session = started.server().open("shop")) {
            assertThat(session.query("SELECT count(*) AS c FROM public.t JOIN public.u USING (n)")
                            .get(0)
                            .number("c"))
                    .isEqualTo(5000);
            List<Extension> extensions = session.query(ExtensionUpdates.QUERY).stream()
                    .map(row -> new Extension(row.text("name"), row.text("installed"), row.optional("offered")))
                    .toList();
            List<String> updates = ExtensionUpdates.statements(extensions);
            updates.forEach(session::execute);
            assertThat(updates).containsExactly("ALTER EXTENSION \"pg_trgm\" UPDATE");
            assertThat(session.query("SHOW default_text_search_config").get(0).text("default_text_search_config"))
                    .isEqualTo("pg_catalog.german");
        }
        CommandResult analyzed = host.runner()
                .run(
                        ClientCommands.analyzeInStages(
                                target,
                                started.server().socketFolder(),
                                started.server().port(),
                                "postgres",
                                2,
                                host.toolRun()),
                        host.transcripts(),
                        "vacuumdb");
        assertThat(analyzed.succeeded()).as(analyzed.output()).isTrue();
        assertThat(live.value("shop", "SELECT count(*) FROM t")).isEqualTo("5000");

        clones.servers().stop(upgrade.fresh());
        anothersCopyOfTheCandidateIsSafeToo(upgrade);
    }

    private void anothersCopyOfTheCandidateIsSafeToo(Upgrade upgrade) {
        Path copy = clones.place().resolve("verify");
        host.copy(upgrade.old().root(), copy);
        CloneRequest request = clones.request(live, copy, List.of(upgrade.old().root(), live.root()), 50)
                .forNew(target, NEW_DATA);
        StartedClone second = clones.start(clones.pass(request));
        try (Session session = second.server().open("shop")) {
            session.execute("DROP TABLE public.t");
            assertThat(session.query(
                                    "SELECT pg_tablespace_location(oid) AS l FROM pg_tablespace WHERE spcname = 'fast'")
                            .get(0)
                            .text("l"))
                    .isEqualTo(copy.resolve("fast").toString());
        }
        StartedClone again = clones.start(upgrade.fresh());
        try (Session session = again.server().open("shop")) {
            assertThat(session.query("SELECT count(*) AS c FROM public.t")
                            .get(0)
                            .number("c"))
                    .isEqualTo(5000);
        }
    }

    @Test
    void a_view_over_a_removed_column_is_a_fault_of_the_snapshot_and_its_remedy_works() {
        live.start().sql("postgres", "CREATE DATABASE \"we ird\"", "CREATE ROLE monitor");
        live.sql("we ird", "CREATE SCHEMA ops");
        live.sql("we ird", "CREATE VIEW ops.databases AS SELECT datname, datlastsysoid FROM pg_database");
        live.sql("we ird", "GRANT SELECT ON ops.databases TO monitor", "COMMENT ON VIEW ops.databases IS 'it''s ours'");

        Upgrade upgrade = upgrade();
        UpgradeFault fault = UpgradeFaults.judge(upgrade.result().output(), upgrade.files(), 17);
        UpgradeFault complete;
        try (Session old = live.server().open("we ird")) {
            complete = ViewRemedy.complete(fault, old);
        }

        assertThat(fault.code()).isEqualTo(PostgresErrors.SCHEMA_RESTORE_REFUSED);
        assertThat(fault.phase()).isEqualTo("Restoring database schemas in the new cluster");
        assertThat(fault.databases()).containsExactly("we ird");
        assertThat(fault.object()).isEqualTo("ops.databases");
        assertThat(fault.message()).contains("datlastsysoid does not exist");
        assertThat(complete.remedy())
                .contains("GRANT SELECT ON \"ops\".\"databases\" TO \"monitor\"")
                .doesNotContain("datlastsysoid");
        assertThat(complete.undo()).contains("datlastsysoid").contains("it''s ours");
        apply(complete.remedy());
        assertThat(upgrade().result().succeeded()).isTrue();
        apply(complete.undo());
        assertThat(live.value("we ird", "SELECT count(datlastsysoid) > 0 FROM ops.databases"))
                .isEqualTo("true");
    }

    @Test
    void a_library_that_the_new_installation_lacks_is_a_fault_of_the_host_and_names_who_needs_it() {
        live.start().sql("postgres", "CREATE DATABASE shop");
        Path library = installOnlyIn13();
        try {
            String function =
                    "CREATE FUNCTION gone(text, text) RETURNS real LANGUAGE c AS '$libdir/belay_gone', 'similarity'";
            live.sql("shop", function);
            live.sql("postgres", function);

            Upgrade upgrade = upgrade();
            UpgradeFault fault = UpgradeFaults.judge(upgrade.result().output(), upgrade.files(), 17);

            assertThat(fault.code()).isEqualTo(PostgresErrors.LIBRARY_MISSING);
            assertThat(fault.databases()).containsExactlyInAnyOrder("postgres", "shop");
            assertThat(fault.object()).isEqualTo("belay_gone.so");
            assertThat(fault.remedy()).contains("belay_gone.so").contains("17");
        } finally {
            delete(library);
        }
    }

    @Test
    void a_setting_of_a_role_that_the_new_version_does_not_know_is_a_fault_of_the_snapshot() {
        live.start().sql("postgres", "CREATE ROLE app PASSWORD 'planted-secret'");
        live.sql("postgres", "ALTER ROLE app SET vacuum_cleanup_index_scale_factor = 0.1");

        Upgrade upgrade = upgrade();
        UpgradeFault fault = UpgradeFaults.judge(upgrade.result().output(), upgrade.files(), 17);

        assertThat(fault.code()).isEqualTo(PostgresErrors.SCHEMA_RESTORE_REFUSED);
        assertThat(fault.message()).contains("vacuum_cleanup_index_scale_factor");
        assertThat(fault.toString())
                .doesNotContain("SCRAM")
                .doesNotContain("md5")
                .doesNotContain("planted-secret");
    }

    private record Upgrade(SafeClone old, SafeClone fresh, CommandResult result, Map<String, String> files) {}

    private Upgrade upgrade() {
        CloneRequest request = clones.copy(live);
        SafeClone copied = clones.pass(request);
        Recovered recovered =
                clones.servers().recoverOnce(copied, CloneFixture.DEADLINE).recovered();
        SafeClone old = clones.remember(clones.gate().reopen(request));
        NewCluster maker = clones.newCluster();
        SafeClone fresh = clones.remember(maker.prepare(old, target, NEW_DATA, recovered.template()));
        CommandResult result = host.runner()
                .run(maker.pgUpgrade(old, fresh, Mode.LINK, 2, false, LONG), host.transcripts(), "pg_upgrade");
        return new Upgrade(old, fresh, result, PgUpgradeFiles.collect(fresh.dataDirectory(), maker.upgradeFolder(old)));
    }

    private void apply(String sql) {
        for (String statement : sql.split(";\n", -1)) {
            String plain = statement.replaceAll(";$", "");
            if (!plain.equals("BEGIN") && !plain.equals("COMMIT")) {
                live.sql("we ird", plain);
            }
        }
    }

    private Path installOnlyIn13() {
        Path modules = live.installation().programs().resolve("../lib").normalize();
        Path library = modules.resolve("belay_gone.so");
        try {
            Files.deleteIfExists(library);
            org.junit.jupiter.api.Assumptions.assumeTrue(
                    Files.isWritable(modules), modules + " is not writable: no library can be installed for 13 alone");
            return Files.copy(modules.resolve("pg_trgm.so"), library);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
