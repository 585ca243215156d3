package io.belay.workers.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.preflight.Finding.Severity;
import io.belay.workers.preflight.PreflightContext.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decisions of the families, without server or host. */
class PreflightRulesTest {

    @Test
    void a_pair_is_legal_when_the_plan_is_right_about_live_and_the_target_is_later() {
        assertThat(Versions.pair(13, 13, 17)).isEmpty();
        assertThat(Versions.pair(13, 15, 17)).hasSize(1);
        assertThat(Versions.pair(17, 17, 17)).hasSize(1);
        assertThat(Versions.pair(9, 9, 17)).hasSize(1);
    }

    @Test
    void versions_are_read_as_programs_print_them() {
        assertThat(Versions.version("postgres (PostgreSQL) 17.11 (Debian 17.11-0+deb13u1)"))
                .contains("17.11");
        assertThat(Versions.version("pg_dump (PostgreSQL) 18beta1")).contains("18beta1");
        assertThat(Versions.version("something else")).isEmpty();
    }

    @Test
    void a_minor_that_is_known_to_be_bad_is_a_warning_that_says_why() {
        assertThat(KnownBadMinors.advice("17.1").orElseThrow().statement())
                .contains("compiled extensions")
                .contains("max_slot_wal_keep_size");
        assertThat(KnownBadMinors.advice("14.4")).isEmpty();
        assertThat(KnownBadMinors.advice("17.11")).isEmpty();
        assertThat(KnownBadMinors.advice("19devel")).isPresent();
    }

    @Test
    void a_standby_or_a_crashed_cluster_is_refused() {
        assertThat(ControlData.state("in production")).isEmpty();
        assertThat(ControlData.state("shut down")).isEmpty();
        assertThat(ControlData.state("in archive recovery").orElseThrow().statement())
                .contains("standby");
        assertThat(ControlData.state("in crash recovery")).isPresent();
    }

    @Test
    void checksums_stay_as_they_are_or_the_plan_is_refused_with_both_commands() {
        assertThat(ControlData.checksums(true, Checksums.SAME)).isEmpty();
        assertThat(ControlData.checksums(false, Checksums.DISABLED)).isEmpty();
        Finding finding = ControlData.checksums(false, Checksums.ENABLED).orElseThrow();
        assertThat(finding.remedy()).startsWith("pg_checksums --enable");
        assertThat(finding.undo()).startsWith("pg_checksums --disable");
    }

    @Test
    void a_target_of_another_block_size_is_refused() {
        assertThat(ControlData.compare("block_size", 8192, 8192)).isEmpty();
        assertThat(ControlData.compare("block_size", 8192, 32768).orElseThrow().severity())
                .isEqualTo(Severity.BLOCKER);
    }

    @Test
    void room_is_judged_after_what_the_upgrade_writes() {
        long estimate = Room.estimate(100, 50, new RoomFacts("/place", 0, 0, 0, 7));
        assertThat(estimate).isEqualTo(200 + (64L << 20) + 50 + 7);

        assertThat(Room.judge(new RoomFacts("/place", 1000, 500, 200, 0), 500)).isEmpty();
        assertThat(Room.judge(new RoomFacts("/place", 1000, 501, 200, 0), 500))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(Room.judge(new RoomFacts("/place", 1000, 501, 501, 0), 500))
                .extracting(Finding::severity)
                .containsExactly(Severity.BLOCKER);
    }

    @Test
    void update_scripts_are_followed_over_several_hops() {
        List<String> scripts = List.of("x--1.0.sql", "x--1.0--1.1.sql", "x--1.1--1.3.sql", "x--1.3--1.2.sql");

        assertThat(Extensions.isReachable("x", "1.0", "1.2", scripts)).isTrue();
        assertThat(Extensions.isReachable("x", "1.2", "1.3", scripts)).isFalse();
        assertThat(Extensions.isReachable("x", "1.3", "1.3", List.of())).isTrue();
    }

    @Test
    void preloaded_libraries_are_read_as_the_server_reads_the_setting() {
        assertThat(Libraries.list("shared_preload_libraries", "pg_stat_statements, \"auto_explain\""))
                .containsExactly("pg_stat_statements", "auto_explain");
        assertThat(Libraries.list("local_preload_libraries", "x")).containsExactly("$libdir/plugins/x");
    }

    @Test
    void libraries_are_looked_for_where_the_server_would(@TempDir Path folder) throws IOException {
        TargetFolders target = new TargetFolders(folder, folder);
        Files.createFile(folder.resolve("pg_trgm.so"));

        assertThat(target.hasLibrary("$libdir/pg_trgm")).isTrue();
        assertThat(target.hasLibrary("pg_trgm")).isTrue();
        assertThat(target.hasLibrary(folder + "/pg_trgm.so")).isTrue();
        assertThat(target.hasLibrary("$libdir/postgis-3")).isFalse();
    }

    @Test
    void folders_are_found_beside_the_programs_where_pg_config_is_missing(@TempDir Path home) throws IOException {
        Path programs = Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.createDirectories(home.resolve("share/extension"));
        assertThat(TargetFolders.beside(programs, 17)).isEmpty();

        Files.createFile(home.resolve("lib/plpgsql.so"));
        Files.createFile(home.resolve("share/extension/plpgsql.control"));

        assertThat(TargetFolders.beside(programs, 17))
                .contains(new TargetFolders(home.resolve("lib"), home.resolve("share/extension")));
    }

    @Test
    void a_hint_names_the_package_as_the_system_calls_it() {
        Path debian = Path.of("/usr/lib/postgresql/17/bin");
        assertThat(PackageHint.extension(debian, 17, "vector")).contains("apt-get install postgresql-17-pgvector");
        assertThat(PackageHint.extension(debian, 17, "pg_trgm")).contains("apt-get install postgresql-17");
        assertThat(PackageHint.extension(Path.of("/usr/pgsql-17/bin"), 17, "hstore"))
                .contains("dnf install postgresql17-contrib");
        assertThat(PackageHint.extension(Path.of("/opt/pg/bin"), 17, "vector")).isEmpty();
    }

    @Test
    void every_listed_statement_only_reads() {
        assertThat(PreflightStatement.all())
                .allMatch(sql -> sql.startsWith("SELECT ") || sql.startsWith("WITH RECURSIVE "))
                .noneMatch(
                        sql -> sql.matches("(?is).*\\b(insert|update|delete|truncate|create|alter|drop|lock|set)\\s.*"))
                .noneMatch(sql -> sql.contains("?"));
    }

    @Test
    void a_finding_reads_as_a_tired_person_needs_it() {
        Finding finding = Finding.blocker(
                        PreflightErrors.REG_TYPE_COLUMN,
                        "orders: public.jobs.handler",
                        "`public.jobs.handler` has type `regproc`, which pg_upgrade 17 refuses")
                .withEvidence(List.of("public.jobs.handler is of type regproc"))
                .withRemedy("ALTER TABLE x;", "ALTER TABLE y;");

        assertThat(finding.toText()).isEqualTo("""
                        BLY-2013 blocker   `public.jobs.handler` has type `regproc`, which pg_upgrade 17 refuses
                          object    orders: public.jobs.handler
                          seen      public.jobs.handler is of type regproc
                          remedy    ALTER TABLE x;
                          undo      ALTER TABLE y;
                        """);
    }
}
