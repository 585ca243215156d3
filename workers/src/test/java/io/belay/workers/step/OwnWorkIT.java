package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.HostProgram;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a plan's author adds to an upgrade, on a real candidate: SQL, programs, indexes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnWorkIT {

    private static final String RUN = "own";
    private static final String UPGRADED = "w4";

    private StepLab lab;
    private String snapshot;
    private int epoch;

    @BeforeAll
    void upgrade() throws IOException {
        lab = new StepLab();
        lab.sql("postgres", "CREATE DATABASE shop", "CREATE DATABASE crm");
        lab.sql(
                "shop",
                "CREATE TABLE public.t (n int primary key, name text)",
                "INSERT INTO public.t SELECT g, 'name ' || g FROM generate_series(1, 5000) g",
                "CREATE INDEX t_name ON public.t (name)",
                "CREATE COLLATION public.rules (provider = icu, locale = 'und')",
                "CREATE INDEX by_rules ON public.t (name COLLATE public.rules)",
                "CREATE TABLE public.log (what text)",
                "CHECKPOINT");
        snapshot = lab.snapshot("the-one");
        for (String kind : List.of("snapshot", "clone", "pg_upgrade")) {
            StepResult result = lab.carryOut(lab.context(RUN, snapshot, kind, 1));
            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
            if (!kind.equals("snapshot")) {
                care().takeWaypoint(kind.equals("clone") ? "w3" : UPGRADED);
            }
        }
    }

    @BeforeEach
    void beginAtTheUpgrade() {
        epoch++;
        lab.allow("rehearse", "sql");
        assertThat(care().restore(UPGRADED).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @AfterEach
    void goOnAsUsual() {
        lab.onCheck(shown -> {});
        lab.steps(List.of());
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            care().drop();
            lab.close();
        }
    }

    @Test
    void a_file_runs_in_each_database_and_the_verification_knows_what_it_changed() {
        JsonNode with = sql("CREATE TABLE public.made (n int);\nCOMMENT ON TABLE public.made IS 'by the plan';\n");

        StepResult result = run("sql", with);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("databases", "3");
        assertThat(ask("shop", "SELECT count(*) AS n FROM public.made")).isEqualTo("0");
        assertThat(ask("crm", "SELECT count(*) AS n FROM public.made")).isEqualTo("0");
        care().takeWaypoint("w5-" + epoch);
        lab.steps(List.of(StepLab.written("sql", with)));
        StepResult verified = run("verify", JsonNodeFactory.instance.objectNode());
        assertThat(verified.outcome()).as(verified.toString()).isEqualTo(Outcome.SUCCEEDED);
        lab.steps(List.of());
        epoch++;
        assertThat(run("verify", JsonNodeFactory.instance.objectNode()).outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_refused_statement_is_named_with_its_state_and_line_and_a_transaction_leaves_nothing() {
        StepResult result =
                run("sql", in(sql("INSERT INTO public.log VALUES ('one');\nSELECT * FROM none_such;\n"), "shop"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3520");
        assertThat(result.facts()).containsEntry("sqlstate", "42P01").containsEntry("line", "2");
        assertThat(result.summary()).contains("none_such", "live is untouched");
        assertThat(ask("shop", "SELECT count(*) AS n FROM public.log")).isEqualTo("0");
    }

    @Test
    void statements_that_allow_no_transaction_run_one_by_one() {
        JsonNode with = in(sql("INSERT INTO public.log VALUES ('one');\nVACUUM public.log;\nSELECT 1/0;\n"), "shop");
        ((ObjectNode) with).put("transaction", "per_statement");

        StepResult result = run("sql", with);

        assertThat(result.facts()).containsEntry("sqlstate", "22012").containsEntry("line", "3");
        assertThat(ask("shop", "SELECT count(*) AS n FROM public.log")).isEqualTo("1");
    }

    @Test
    void a_file_of_sql_starts_no_program() throws IOException {
        Path trace = lab.host().makeFolder(lab.host().folder().resolve("trace")).resolve("ran");

        StepResult result = run("sql", in(sql("SELECT 1;\n\\! touch " + trace + "\n"), "shop"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.summary()).contains("restricted");
        assertThat(trace).doesNotExist();
    }

    @Test
    void a_worker_that_dies_meanwhile_runs_nothing_twice() {
        JsonNode with =
                in(sql("INSERT INTO public.log VALUES ('once');\nSELECT pg_sleep(2);\n"), "shop", "crm_is_not_there");
        ((ObjectNode) with).putArray("databases").add("shop");
        lab.onCheck(shown -> {
            if (Launches.isAnyRunning(context("sql"))) {
                throw new IllegalStateException("the worker ends");
            }
        });
        assertThatThrownBy(() -> run("sql", with)).hasMessage("the worker ends");
        lab.onCheck(shown -> {});

        StepResult result = run("sql", with);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("adopted", "true");
        assertThat(ask("shop", "SELECT count(*) AS n FROM public.log")).isEqualTo("1");
        assertThat(run("sql", with).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(ask("shop", "SELECT count(*) AS n FROM public.log")).isEqualTo("1");
    }

    @Test
    void what_is_not_allowed_not_there_or_not_the_reviewed_text_runs_nowhere() {
        lab.allow("rehearse");
        assertThat(run("sql", sql("SELECT 1")).summary()).contains("does not allow plans to bring SQL");
        lab.allow("rehearse", "sql");
        assertThat(run("sql", in(sql("SELECT 1"), "shop", "nowhere")).summary()).contains("no database nowhere");
        ObjectNode other = (ObjectNode) sql("SELECT 1");
        ((ObjectNode) other.path("file")).put("text", "SELECT 2");
        assertThat(run("sql", other).summary()).contains("not the one whose hash the plan has");
    }

    @Test
    void a_program_with_effects_on_the_candidate_finds_its_server() throws IOException {
        Path folder = Files.createDirectories(
                Path.of("/usr/local/lib/belay-test-" + ProcessHandle.current().pid()));
        Path program = folder.resolve("count");
        try {
            Files.write(
                    program,
                    List.of(
                            "#!/bin/sh",
                            "exec " + lab.installation(17).program("psql")
                                    + " -qAtX -d shop -c \"INSERT INTO public.log VALUES ('by the program')\""));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            lab.means(new HostMeans(
                    "db1",
                    List.of(new HostProgram(
                            "count",
                            program,
                            ProgramDigest.of(program),
                            List.of("candidate"),
                            lab.host().account().name(),
                            new HostProgram.NoArguments(),
                            Map.of())),
                    List.of(),
                    secret -> Optional.empty()));

            StepResult result = run(
                    "exec",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("program", "count")
                            .put("effects", "candidate"));

            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(ask("shop", "SELECT count(*) AS n FROM public.log")).isEqualTo("1");
        } finally {
            Files.deleteIfExists(program);
            Files.delete(folder);
        }
    }

    @Test
    void libraries_that_order_alike_leave_nothing_to_rebuild() {
        execute("shop", "DROP INDEX public.by_rules");

        StepResult result = run("reindex", what("affected"));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("rebuilt", "0");
    }

    @Test
    void what_was_written_under_another_version_of_a_collation_is_rebuilt_before_the_version_is_refreshed() {
        StepResult result = stale(() -> run("reindex", what("affected")));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("rebuilt", "1");
        assertThat(ask(
                        "shop",
                        "SELECT count(*) AS n FROM pg_collation WHERE collversion IS DISTINCT FROM"
                                + " pg_collation_actual_version(oid) AND collname = 'rules'"))
                .isEqualTo("0");
        assertThat(node("shop", "by_rules")).isNotEqualTo(nodeBefore);
        assertThat(node("shop", "t_name")).isEqualTo(otherBefore);
    }

    @Test
    void all_named_and_invalid_ones_are_rebuilt_and_leftovers_of_an_interrupted_rebuild_are_dropped() {
        execute(
                "shop",
                "CREATE INDEX t_name_ccnew ON public.t (name)",
                "UPDATE pg_catalog.pg_index SET indisvalid = false"
                        + " WHERE indexrelid IN ('public.t_name_ccnew'::regclass, 'public.t_pkey'::regclass)");

        StepResult invalid = run("reindex", what("invalid"));

        assertThat(invalid.facts()).containsEntry("rebuilt", "1").containsEntry("dropped", "1");
        assertThat(ask("shop", "SELECT count(*) AS n FROM pg_class WHERE relname = 't_name_ccnew'"))
                .isEqualTo("0");
        epoch++;
        assertThat(run("reindex", what("all")).facts()).containsEntry("rebuilt", "3");
        epoch++;
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        named.putArray("what").add("public.t_name");
        assertThat(run("reindex", named).facts()).containsEntry("rebuilt", "1");
        epoch++;
        named.withArray("what").add("public.none_such");
        assertThat(run("reindex", named).code()).isEqualTo("BLY-3542");
    }

    @Test
    void rows_that_are_twice_are_the_content_s_fault() {
        execute(
                "shop",
                "UPDATE pg_catalog.pg_index SET indisunique = false WHERE indexrelid = 'public.t_pkey'::regclass",
                "INSERT INTO public.t VALUES (1, 'twice')",
                "UPDATE pg_catalog.pg_index SET indisunique = true WHERE indexrelid = 'public.t_pkey'::regclass");

        StepResult result = run("reindex", what("all"));

        assertThat(result.code()).isEqualTo("BLY-3540");
        assertThat(result.summary()).contains("23505", "live is untouched");
    }

    private String nodeBefore = "";
    private String otherBefore = "";

    /** A collation whose recorded version is another than the library's, as after an upgrade of the host. */
    private StepResult stale(java.util.function.Supplier<StepResult> work) {
        execute("shop", "UPDATE pg_catalog.pg_collation SET collversion = '1.0' WHERE collname = 'rules'");
        nodeBefore = node("shop", "by_rules");
        otherBefore = node("shop", "t_name");
        return work.get();
    }

    private String node(String database, String index) {
        return ask(database, "SELECT relfilenode AS n FROM pg_class WHERE relname = '" + index + "'");
    }

    private void execute(String database, String... statements) {
        Candidates candidates = new Candidates(context("ask"));
        RunningServer server = candidates
                .servers()
                .start(candidates.reopenNew(candidates.record()), Duration.ofMinutes(1))
                .server();
        try (Session session = server.open(database)) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private static JsonNode what(String word) {
        return JsonNodeFactory.instance.objectNode().put("what", word);
    }

    private StepResult run(String kind, JsonNode with) {
        return lab.carryOut(lab.context(RUN, kind, epoch, with));
    }

    private String ask(String database, String question) {
        Candidates candidates = new Candidates(context("ask"));
        RunningServer server = candidates
                .servers()
                .start(candidates.reopenNew(candidates.record()), Duration.ofMinutes(1))
                .server();
        try (Session session = server.open(database)) {
            return session.query(question).get(0).text("n");
        }
    }

    private StepContext context(String kind) {
        return lab.context(RUN, snapshot, kind, 1);
    }

    private CandidateCare care() {
        return new CandidateCare(context("candidate"));
    }

    private static JsonNode sql(String text) {
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        with.putObject("file")
                .put("path", "fix.sql")
                .put("sha256", CanonicalForm.hash(text))
                .put("text", text);
        return with.put("databases", "all").put("changes", "schema").put("transaction", "single");
    }

    private static JsonNode in(JsonNode with, String... databases) {
        ObjectNode some = (ObjectNode) with;
        some.putArray("databases");
        for (String database : databases) {
            some.withArray("databases").add(database);
        }
        return some;
    }
}
