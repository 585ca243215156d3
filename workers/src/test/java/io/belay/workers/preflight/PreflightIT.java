package io.belay.workers.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.live.DressRequest;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.preflight.Finding.Severity;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import io.belay.workers.verify.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Preflight against a real 13, with the programs of a real 17. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreflightIT {

    private static final String LOGGED = "log_statement = 'all'";

    private Installation source;
    private Installation target;
    private TestCluster live;
    private Path folder;

    @BeforeAll
    void start_a_thirteen() {
        source = TestCluster.installation(13);
        target = TestCluster.installation(17);
        live = TestCluster.create(source, "preflight", LOGGED, "log_line_prefix = '%a|'")
                .start();
        live.sql("postgres", "CREATE DATABASE shop");
        live.sql("shop", "CREATE EXTENSION pg_trgm");
        folder = TestCluster.folder("preflight-files");
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

    private ControlValues control() {
        Map<String, String> labels = new TreeMap<>();
        live.run("pg_controldata", "-D", live.data())
                .output()
                .lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":", 2))
                .forEach(pair -> labels.put(pair[0].strip(), pair[1].strip()));
        return ControlValues.of(labels);
    }

    private PreflightContext context(Installation wanted) {
        return context(wanted, live.server());
    }

    private PreflightContext context(Installation wanted, Server server) {
        return new PreflightContext(
                13,
                wanted.major(),
                source,
                wanted,
                server,
                live.server().databases(),
                control(),
                PreflightContext.Checksums.SAME,
                new RoomFacts("/place", 1L << 40, 1L << 30, 1L << 30, 0),
                Optional.of(dress(wanted)),
                new HostCommandRunner(Masking.none()),
                folder,
                PromotionFacts.PLAIN);
    }

    private DressRequest dress(Installation wanted) {
        return new DressRequest(
                13,
                live.data(),
                live.data(),
                16 << 20,
                wanted,
                live.data().resolveSibling("new"),
                5432,
                Map.of(),
                TestCluster.account().or(Accounts::current).orElseThrow(),
                "postgres");
    }

    private List<Finding> examine(Installation wanted) {
        return new Preflight().examine(context(wanted), title -> {});
    }

    @Test
    void preflight_sends_what_is_listed_without_a_server() {
        HeardStatements heard = new HeardStatements();
        PreflightContext context = context(target, new JdbcServer(live.access().noting(heard), "postgres"));

        new Preflight().examine(context, title -> {});

        List<ListedStatement> listed =
                new ArrayList<>(JdbcServer.statements("postgres").subList(0, 1));
        listed.addAll(new Preflight().statements());
        heard.areAsListed(listed);
    }

    private List<Finding> examine() {
        return examine(target);
    }

    @Test
    void a_healthy_cluster_has_no_finding() {
        assertThat(examine()).isEmpty();
    }

    @Test
    void on_the_server_nothing_but_the_listed_statements_is_run() throws IOException {
        long before = Files.size(live.log());

        examine();

        String log = Files.readString(live.log()).substring((int) before);
        Matcher logged = Pattern.compile("(?ms)\\|LOG:  (?:execute [^:]*|statement): (.*?)(?=^[^\\t]|\\z)")
                .matcher(log);
        List<String> statements = logged.results()
                .map(match -> match.group(1).replace("\n\t", "\n").strip())
                .filter(sql -> !sql.startsWith("SET extra_float_digits") && !sql.startsWith("SET application_name"))
                .filter(sql -> !sql.startsWith("SELECT datname FROM pg_database WHERE datallowconn"))
                .distinct()
                .toList();
        assertThat(statements).isNotEmpty().isSubsetOf(PreflightStatement.all());
        assertThat(statements).containsAll(PreflightStatement.all());
    }

    @Test
    void every_statement_runs_on_the_target_too() {
        try (TestCluster later = TestCluster.create(target, "later").start()) {
            for (PreflightStatement statement : PreflightStatement.values()) {
                try (var session = later.server().open("postgres")) {
                    assertThat(session.query(statement.sql()))
                            .as(statement.name())
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void a_column_of_regproc_is_found_and_its_remedy_and_undo_work() {
        live.sql(
                "shop",
                "CREATE TABLE jobs (id int PRIMARY KEY, handler regproc)",
                "INSERT INTO jobs VALUES (1, 'now')");
        try {
            Finding finding = only(examine(), PreflightErrors.REG_TYPE_COLUMN.text());
            assertThat(finding.object()).isEqualTo("shop: public.jobs.handler");
            assertThat(finding.severity()).isEqualTo(Severity.BLOCKER);

            live.sql("shop", finding.remedy());
            assertThat(examine()).isEmpty();

            live.sql("shop", finding.undo());
            assertThat(only(examine(), "BLY-2013").undo()).isEqualTo(finding.undo());
        } finally {
            live.sql("shop", "DROP TABLE jobs");
        }
    }

    @Test
    void the_type_is_found_however_it_is_wrapped() {
        live.sql(
                "shop",
                "CREATE SCHEMA wrapped",
                "CREATE DOMAIN wrapped.d AS regconfig",
                "CREATE TYPE wrapped.c AS (x int, y wrapped.d)",
                "CREATE TYPE wrapped.r AS RANGE (subtype = regproc)",
                "CREATE TABLE wrapped.rowtype (o regoper)",
                "CREATE TABLE wrapped.t (a regproc[], b wrapped.d[], c wrapped.c, e wrapped.r, ok regclass, f wrapped.rowtype)",
                "CREATE TABLE wrapped.part (id int, p regnamespace) PARTITION BY RANGE (id)",
                "CREATE TABLE wrapped.part_1 PARTITION OF wrapped.part FOR VALUES FROM (1) TO (2)",
                "CREATE MATERIALIZED VIEW wrapped.m AS SELECT 'now'::regproc AS p",
                "CREATE INDEX on_expression ON wrapped.part_1 ((id::oid::regprocedure))",
                "CREATE TABLE wrapped.sys (s pg_catalog.pg_am)");
        try {
            List<Finding> found = examine();

            assertThat(found)
                    .extracting(Finding::object)
                    .containsExactlyInAnyOrder(
                            "shop: wrapped.t.a",
                            "shop: wrapped.t.b",
                            "shop: wrapped.t.c",
                            "shop: wrapped.t.e",
                            "shop: wrapped.t.f",
                            "shop: wrapped.rowtype.o",
                            "shop: wrapped.part.p",
                            "shop: wrapped.m.p",
                            "shop: wrapped.on_expression.id",
                            "shop: wrapped.sys.s",
                            "shop: wrapped.sys.s");
            // The row type cannot be altered while a column has it.
            found.stream()
                    .sorted(Comparator.comparing(finding -> !finding.object().endsWith("wrapped.t.f")))
                    .filter(finding -> !finding.object().endsWith("wrapped.sys.s"))
                    .forEach(finding -> live.sql("shop", finding.remedy()));
            live.sql("shop", only(found, "BLY-2014").remedy());
            assertThat(examine()).isEmpty();
        } finally {
            live.sql("shop", "DROP SCHEMA wrapped CASCADE");
        }
    }

    @Test
    void a_prepared_transaction_is_found_and_no_side_is_taken() {
        live.sql("shop", "CREATE TABLE waits (a int)");
        live.sql("shop", "BEGIN", "INSERT INTO waits VALUES (1)", "PREPARE TRANSACTION 'it''s open'");
        try {
            Finding finding = only(examine(), "BLY-2012");

            assertThat(finding.object()).isEqualTo("shop: it's open");
            assertThat(finding.statement()).contains("`ROLLBACK PREPARED 'it''s open'`");
            assertThat(finding.remedy()).isEmpty();
        } finally {
            live.sql("shop", "ROLLBACK PREPARED 'it''s open'", "DROP TABLE waits");
        }
    }

    @Test
    void a_target_without_a_library_and_its_extension_is_the_environments_fault() throws IOException {
        Installation bare = withFakeFolders("plpgsql");

        List<Finding> found = examine(bare);

        assertThat(found).extracting(finding -> finding.code().text()).contains("BLY-2030", "BLY-2031");
        Finding library = only(found, "BLY-2031");
        assertThat(library.object()).isEqualTo("$libdir/pg_trgm (extension pg_trgm)");
        assertThat(library.evidence().get(0)).startsWith("database shop, for example ");
        assertThat(Verdict.fold(found, 7, List.of(), LocalDate.EPOCH).fault()).isEqualTo("ENVIRONMENT");
    }

    @Test
    void a_library_that_only_a_setting_of_a_database_names_is_found() throws IOException {
        live.sql("postgres", "ALTER DATABASE shop SET session_preload_libraries = 'auto_explain'");
        try {
            List<Finding> found = examine(withFakeFolders("plpgsql", "pg_trgm"));

            assertThat(only(found, "BLY-2031").object()).isEqualTo("auto_explain");
            assertThat(only(found, "BLY-2031").evidence())
                    .contains("setting session_preload_libraries of database shop");
        } finally {
            live.sql("postgres", "ALTER DATABASE shop RESET session_preload_libraries");
        }
    }

    @Test
    void missing_programs_are_named() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("no-programs"));

        List<Finding> found = examine(new Installation(17, "17", empty));

        assertThat(only(found, "BLY-2101").statement()).contains("postgres, pg_upgrade, pg_ctl, initdb");
    }

    @Test
    void programs_of_another_major_are_named() {
        List<Finding> found = examine(new Installation(16, "16", target.programs()));

        assertThat(found)
                .anyMatch(finding -> finding.code().equals(PreflightErrors.PROGRAM_OF_OTHER_VERSION)
                        && finding.object().endsWith("/pg_upgrade"));
    }

    @Test
    void settings_that_the_target_does_not_know_are_named_with_their_line() throws IOException {
        Path configuration = live.data().resolve("postgresql.conf");
        String before = Files.readString(configuration);
        int lines = Files.readAllLines(configuration).size();
        try {
            Files.writeString(
                    configuration,
                    "no_such_setting = 1\nold_snapshot_threshold = 1h\nstats_temp_directory = 'pg_stat_tmp'\n",
                    StandardOpenOption.APPEND);

            List<Finding> found = examine();

            Finding refused = only(found, "BLY-2071");
            assertThat(refused.severity()).isEqualTo(Severity.BLOCKER);
            assertThat(refused.object()).isEqualTo(configuration + ":" + (lines + 1));
            assertThat(refused.statement()).contains("`no_such_setting`");
            assertThat(only(found, "BLY-2171").evidence()).hasSize(2);
        } finally {
            Files.writeString(configuration, before);
        }
    }

    /** The target's programs without pg_config, beside folders in which only some extensions lie. */
    private Installation withFakeFolders(String... extensions) throws IOException {
        Path home = Files.createDirectory(folder.resolve("only-" + String.join("-", extensions)));
        Path programs = Files.createDirectory(home.resolve("bin"));
        Path libraries = Files.createDirectory(home.resolve("lib"));
        Path scripts = Files.createDirectories(home.resolve("share/extension"));
        for (String extension : extensions) {
            Files.createFile(libraries.resolve(extension + ".so"));
            Files.createFile(scripts.resolve(extension + ".control"));
        }
        try (var all = Files.list(target.programs())) {
            for (Path program : all.filter(path -> !path.endsWith("pg_config")).toList()) {
                Files.createSymbolicLink(programs.resolve(program.getFileName()), program);
            }
        }
        return new Installation(target.major(), target.version(), programs);
    }

    private static Finding only(List<Finding> found, String code) {
        List<Finding> those = found.stream()
                .filter(finding -> finding.code().text().equals(code))
                .toList();
        assertThat(those).as("findings %s among %s", code, found).hasSize(1);
        return those.get(0);
    }
}
