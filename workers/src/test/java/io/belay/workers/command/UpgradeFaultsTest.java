package io.belay.workers.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.postgres.PostgresErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outputs are those of pg_upgrade 17.11 on a 13.16, shortened. */
class UpgradeFaultsTest {

    private static final String BROKEN_IN_RESTORE = """
            Performing Upgrade
            ------------------
            Restoring global objects in the new cluster                   ok
            Restoring database schemas in the new cluster                \s
            *failure*

            Consult the last few lines of "/c/new/pg_upgrade_output.d/20261121T122133.932/log/pg_upgrade_dump_16384.log" for
            the probable cause of the failure.
            Failure, exiting
            """;

    private static final String VIEW_LOG = """
            command: "/n/bin/pg_restore" --host /s --dbname template1 "/c/x.custom" >> "/c/x.log" 2>&1
            pg_restore: connecting to database for restore
            pg_restore: creating DATABASE "sh"op"
            pg_restore: connecting to new database "sh"op"
            pg_restore: creating VIEW "ops.databases"
            pg_restore: while PROCESSING TOC:
            pg_restore: from TOC entry 202; 1259 16386 VIEW databases postgres
            pg_restore: error: could not execute query: ERROR:  column pg_database.datlastsysoid does not exist
            LINE 15:     "pg_database"."datlastsysoid"
                         ^
            Command was:\s
            -- For binary upgrade, must preserve pg_type oid
            SELECT pg_catalog.binary_upgrade_set_next_pg_type_oid('16388'::pg_catalog.oid);


            -- For binary upgrade, must preserve pg_class oids and relfilenodes
            SELECT pg_catalog.binary_upgrade_set_next_heap_pg_class_oid('16386'::pg_catalog.oid);

            CREATE VIEW "ops"."databases" AS
             SELECT "pg_database"."datname",
                "pg_database"."datlastsysoid"
               FROM "pg_database";


            """;

    private static final String AFTERMATH_LOG = """
            pg_restore: creating DATABASE "postgres"
            pg_restore: while PROCESSING TOC:
            pg_restore: error: could not execute query: FATAL:  terminating connection due to administrator command
            server closed the connection unexpectedly
            Command was: CREATE DATABASE "postgres" WITH TEMPLATE = template0 OID = 13443;
            """;

    @Test
    void a_refused_view_is_named_with_database_message_remedy_and_undo() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pg_upgrade_dump_13443.log", AFTERMATH_LOG);
        files.put("pg_upgrade_dump_16384.log", VIEW_LOG);

        UpgradeFault fault = UpgradeFaults.judge(BROKEN_IN_RESTORE, files, 17);

        assertThat(fault.code()).isEqualTo(PostgresErrors.SCHEMA_RESTORE_REFUSED);
        assertThat(fault.code().fault()).isEqualTo(Fault.SNAPSHOT);
        assertThat(fault.phase()).isEqualTo("Restoring database schemas in the new cluster");
        assertThat(fault.databases()).containsExactly("sh\"op");
        assertThat(fault.kind()).isEqualTo("VIEW");
        assertThat(fault.object()).isEqualTo("ops.databases");
        assertThat(fault.statement())
                .startsWith("CREATE VIEW \"ops\".\"databases\"")
                .doesNotContain("binary_upgrade");
        assertThat(fault.summary())
                .isEqualTo("the new version refuses the view `ops.databases` in `sh\"op`: ERROR:  column"
                        + " pg_database.datlastsysoid does not exist");
        assertThat(fault.remedy()).isEqualTo("""
                        DROP VIEW "ops"."databases";
                        CREATE VIEW "ops"."databases" AS
                         SELECT "pg_database"."datname"
                           FROM "pg_database";""");
        assertThat(fault.undo())
                .startsWith("DROP VIEW \"ops\".\"databases\";\nCREATE VIEW")
                .contains("datlastsysoid");
    }

    @Test
    void errors_of_jobs_that_were_ended_with_the_server_are_no_causes() {
        UpgradeFault fault = UpgradeFaults.judge(BROKEN_IN_RESTORE, Map.of("pg_upgrade_dump_1.log", AFTERMATH_LOG), 17);

        assertThat(fault.code()).isEqualTo(PostgresErrors.UPGRADE_FAILED);
    }

    @Test
    void a_missing_library_is_the_hosts_fault_and_names_the_databases() {
        String output = """
                Checking for presence of required libraries                   fatal

                Your installation references loadable libraries that are missing from the
                new installation.
                    /c/new/pg_upgrade_output.d/20261121T122658.969/loadable_libraries.txt
                Failure, exiting
                """;
        String list = """
                could not load library "$libdir/postgis-3": ERROR:  could not access file "$libdir/postgis-3": No such file or directory
                In database: gis
                In database: shop
                could not load library "$libdir/hll": ERROR:  could not access file "$libdir/hll": No such file or directory
                In database: shop
                """;

        UpgradeFault fault = UpgradeFaults.judge(output, Map.of("loadable_libraries.txt", list), 17);

        assertThat(fault.code()).isEqualTo(PostgresErrors.LIBRARY_MISSING);
        assertThat(fault.code().fault()).isEqualTo(Fault.ENVIRONMENT);
        assertThat(fault.databases()).containsExactly("gis", "shop");
        assertThat(fault.remedy())
                .isEqualTo(
                        "install the package that brings postgis-3.so, hll.so for PostgreSQL 17 on this host, then retry");
    }

    @Test
    void a_full_disk_wins_over_whatever_it_made_fail() {
        Map<String, String> files = Map.of(
                "pg_upgrade_dump_16384.log",
                VIEW_LOG,
                "pg_upgrade_utility.log",
                "cp: write error: No space left on device");

        assertThat(UpgradeFaults.judge(BROKEN_IN_RESTORE, files, 17).code()).isEqualTo(PostgresErrors.NO_ROOM);
    }

    @Test
    void a_check_that_refuses_the_content_carries_its_own_list() {
        String output = """
                Checking data type usage                                      fatal

                Your installation contains one of the reg* data types in user tables.
                A list of the problem columns is in the file:
                    /c/new/pg_upgrade_output.d/x/tables_using_reg.txt
                Failure, exiting
                """;

        UpgradeFault fault = UpgradeFaults.judge(
                output, Map.of("tables_using_reg.txt", "In database: shop\n  public.jobs.handler\n"), 17);

        assertThat(fault.code()).isEqualTo(PostgresErrors.CONTENT_REFUSED);
        assertThat(fault.phase()).isEqualTo("Checking data type usage");
        assertThat(fault.databases()).containsExactly("shop");
        assertThat(fault.statement()).contains("public.jobs.handler");
    }

    @Test
    void programs_links_servers_and_the_unknown_are_told_apart() {
        assertThat(code("check for \"/n/bin/pg_dump\" failed: No such file or directory\nFailure, exiting"))
                .isEqualTo(3323);
        assertThat(code("could not create hard link between old and new data directories: Invalid cross-device link"))
                .isEqualTo(3326);
        assertThat(code("could not connect to source postmaster started with the command:"))
                .isEqualTo(3325);
        assertThat(code("something nobody has seen")).isEqualTo(3327);
    }

    @Test
    void a_refused_setting_of_a_role_is_reported_without_the_statement() {
        String log = """
                ALTER ROLE "app" WITH PASSWORD 'SCRAM-SHA-256$secret';
                psql:/c/dump/globals.sql:42: ERROR:  unrecognized configuration parameter "force_parallel_mode"
                """;

        UpgradeFault fault = UpgradeFaults.judge(BROKEN_IN_RESTORE, Map.of("pg_upgrade_utility.log", log), 17);

        assertThat(fault.code()).isEqualTo(PostgresErrors.SCHEMA_RESTORE_REFUSED);
        assertThat(fault.toString()).contains("force_parallel_mode").doesNotContain("secret");
    }

    @Test
    void passwords_in_refused_statements_are_hidden() {
        assertThat(Masked.text("CREATE USER MAPPING FOR a SERVER b OPTIONS (password 's3cret', \"user\" 'x')"))
                .doesNotContain("s3cret");
        assertThat(Masked.text("CREATE SUBSCRIPTION s CONNECTION 'host=h password=s3cret dbname=d'"))
                .doesNotContain("s3cret")
                .contains("dbname=d");
    }

    @Test
    void a_column_that_is_used_elsewhere_in_the_view_is_left_to_a_person() {
        String definition = " SELECT a.x,\n    a.gone\n   FROM a\n  WHERE a.gone > 1;";

        assertThat(ViewText.without("gone", definition)).isEmpty();
        assertThat(ViewText.without("x", " SELECT a.x\n   FROM a;")).isEmpty();
        assertThat(ViewText.without("x", " SELECT a.x AS y,\n    a.z\n   FROM a;"))
                .contains(" SELECT a.z\n   FROM a;");
    }

    private static int code(String output) {
        return UpgradeFaults.judge(output, Map.of(), 17).code().number();
    }
}
