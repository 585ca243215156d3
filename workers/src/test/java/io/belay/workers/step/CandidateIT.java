package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.Gate;
import io.belay.workers.clone.Sockets;
import io.belay.workers.command.ExtensionUpdates;
import io.belay.workers.posix.Ownership;
import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.preflight.Preflight;
import io.belay.workers.process.Command;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.step.StepLab.Noted;
import io.belay.workers.storage.Place.Kind;
import io.belay.workers.verify.NotCarried;
import io.belay.workers.verify.PairComparison;
import io.belay.workers.verify.PairComparison.Extent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A candidate that was upgraded for real, and what befalls it: every test begins at the waypoint behind the upgrade. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CandidateIT {

    private static final String RUN = "r1";
    private static final String TWIN = "w3";
    private static final String UPGRADED = "w4";

    private StepLab lab;
    private String snapshot;

    @BeforeAll
    void upgrade() throws IOException {
        lab = new StepLab();
        Path fast = lab.tablespace("fast");
        lab.sql("postgres", "CREATE DATABASE shop", "CREATE TABLESPACE fast LOCATION '" + fast + "'");
        lab.sql("postgres", "CREATE DATABASE pattern IS_TEMPLATE true");
        lab.sql("pattern", "CREATE SEQUENCE public.numbers");
        lab.sql(
                "shop",
                "CREATE TABLE public.t (n int primary key, filler text)",
                "INSERT INTO public.t SELECT g, repeat('x', 100) FROM generate_series(1, 20000) g",
                "CREATE TABLE public.u TABLESPACE fast AS SELECT * FROM public.t",
                "CREATE TABLE public.gone AS SELECT 1 AS one",
                "CREATE SEQUENCE public.s");
        try (Session half = lab.live().open("shop")) {
            half.execute("BEGIN");
            half.execute("CREATE TABLE public.never AS SELECT * FROM public.t");
            half.execute("CREATE TABLE public.never_fast TABLESPACE fast AS SELECT * FROM public.t");
            lab.sql("shop", "CHECKPOINT");
            snapshot = lab.snapshot("the-one");
            half.execute("ROLLBACK");
        }
        assertThat(carryOut("preflight").outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(carryOut("snapshot").outcome()).isEqualTo(Outcome.SUCCEEDED);
        succeed("clone", TWIN);
        succeed("pg_upgrade", UPGRADED);
    }

    private void succeed(String kind, String waypoint) {
        StepResult result = carryOut(kind);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        care().takeWaypoint(waypoint);
    }

    private StepResult carryOut(String kind) {
        return lab.carryOut(context(kind));
    }

    private StepContext context(String kind) {
        return lab.context(RUN, snapshot, kind, 1);
    }

    private CandidateCare care() {
        return new CandidateCare(context("candidate"));
    }

    private Candidate candidate() {
        return new Candidates(context("candidate")).candidate();
    }

    private StepResult proof() {
        return new PgUpgradeStep().verify(context("pg_upgrade"));
    }

    private void restored() {
        assertThat(care().restore(UPGRADED).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @AfterEach
    void goOnAsUsual() {
        lab.onCheck(shown -> {});
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            care().drop();
            new CandidateCare(lab.context("r2", snapshot, "candidate", 1)).drop();
            lab.close();
        }
    }

    @Test
    void an_untouched_upgrade_is_proven_by_shared_extents_in_the_tablespace_too() throws IOException {
        restored();

        StepResult proof = proof();

        assertThat(proof.outcome()).as(proof.toString()).isEqualTo(Outcome.SUCCEEDED);
        Path inTablespace = linked("fast");
        assertThat(Files.size(inTablespace)).isPositive();
        assertThat(Integer.parseInt(proof.facts().get("files_shared"))).isGreaterThan(3);
    }

    @Test
    void the_rest_of_the_sequence_succeeds_and_a_second_time_after_a_restore() throws IOException {
        restored();
        for (int time = 0; time < 2; time++) {
            StepContext extensions = lab.context(RUN, snapshot, "extensions", 1 + time);
            StepContext analyze = lab.context(RUN, snapshot, "analyze", 1 + time);
            assertThat(lab.carryOut(extensions).outcome()).isEqualTo(Outcome.SUCCEEDED);
            care().takeWaypoint("w5-" + time);
            assertThat(lab.carryOut(analyze).outcome()).isEqualTo(Outcome.SUCCEEDED);
            care().takeWaypoint("w6-" + time);
            StepResult verified = lab.carryOut(lab.context(RUN, snapshot, "verify", 1 + time));
            assertThat(verified.outcome()).as(verified.toString()).isEqualTo(Outcome.SUCCEEDED);
            restored();
            assertThat(lab.place().list(Kind.WAYPOINT, RUN))
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly(TWIN, UPGRADED);
        }
        assertThat(lab.place().list(Kind.THROWAWAY, RUN)).isEmpty();
        assertThat(lab.place().root().resolve("s").resolve("dumps-" + RUN)).doesNotExist();
        assertThat(care().restore(TWIN).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(candidate().newData()).doesNotExist();
        StepContext again = lab.context(RUN, snapshot, "pg_upgrade", 2);
        assertThat(lab.carryOut(again).outcome()).isEqualTo(Outcome.SUCCEEDED);
        care().takeWaypoint(UPGRADED);
    }

    @Test
    void each_statement_of_a_step_is_noted_and_stands_in_the_lists_of_its_components() throws IOException {
        restored();
        assertThat(carryOut("extensions").outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(carryOut("verify").outcome()).isEqualTo(Outcome.SUCCEEDED);

        List<Noted> preflight = lab.noted(RUN, "preflight");
        assertThat(preflight).extracting(Noted::where).contains("copy template1", "copy shop");
        assertListed(preflight, List.of(Gate.statements(), Databases.statements(), new Preflight().statements()));
        List<Noted> clone = lab.noted(RUN, "clone");
        assertThat(clone).isNotEmpty().allMatch(noted -> noted.where().startsWith("candidate "));
        assertListed(
                clone,
                List.of(
                        CloneServers.statementsOfRecovery(lab.oldMajor()),
                        BackupGrants.statements(lab.oldMajor(), 17, "postgres"),
                        NotCarried.statements()));
        assertListed(
                lab.noted(RUN, "extensions"),
                List.of(Gate.statements(), Databases.statements(), ExtensionUpdates.listed()));
        List<Noted> verify = lab.noted(RUN, "verify");
        assertThat(verify).extracting(Noted::where).contains("old shop", "new shop");
        assertListed(
                verify,
                List.of(
                        Gate.statements(),
                        PairComparison.statements(Extent.ALL, lab.oldMajor()),
                        PairComparison.statementsToNew(Extent.ALL)));
    }

    /** Nothing was sent that is not listed, and all that is always sent was. */
    private static void assertListed(List<Noted> noted, List<List<ListedStatement>> lists) {
        List<ListedStatement> listed = lists.stream().flatMap(List::stream).toList();
        assertThat(noted).allMatch(one -> listed.stream().anyMatch(one::fits));
        assertThat(listed.stream().filter(statement -> statement.when().isEmpty()))
                .allMatch(statement -> noted.stream().anyMatch(one -> one.fits(statement)));
    }

    @Test
    void one_flipped_byte_in_a_linked_file_is_found() throws IOException {
        for (String where : List.of("base", "fast")) {
            restored();
            flip(linked(where), 4000);

            StepResult proof = proof();

            assertThat(proof.outcome()).as(where).isEqualTo(Outcome.FAILED);
            assertThat(proof.code()).isEqualTo("BLY-3503");
        }
    }

    @Test
    void a_file_that_is_a_copy_instead_of_a_link_is_read_and_is_the_same() throws IOException {
        restored();
        int read = Integer.parseInt(proof().facts().get("files_read"));
        for (String where : List.of("base", "fast")) {
            Path file = linked(where);
            Path copy = file.resolveSibling("copy");
            Files.write(copy, Files.readAllBytes(file));
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        }

        StepResult proof = proof();

        assertThat(proof.outcome()).as(proof.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(proof.facts()).containsEntry("files_read", String.valueOf(read + 2));
    }

    @Test
    void a_file_that_new_lacks_is_named_even_when_old_lost_it_too() throws IOException {
        for (String where : List.of("base", "fast")) {
            restored();
            Path file = linked(where);
            Object inode = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            Files.delete(file);
            assertThat(proof().summary()).contains("was not carried over");
            for (Path other : files(candidate().root())) {
                if (inode.equals(Files.readAttributes(other, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey())) {
                    Files.delete(other);
                }
            }
            assertThat(proof().summary()).contains("was not carried over");
        }
    }

    @Test
    void one_changed_commit_status_is_found() throws IOException {
        restored();
        flip(candidate().newData().resolve("pg_xact/0000"), 120);

        assertThat(proof().summary()).contains("pg_xact/0000 differs");
    }

    @Test
    void a_server_that_a_killed_worker_left_is_ended_before_its_tree_goes() throws IOException {
        restored();
        assertThat(carryOut("extensions").outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(TreeProcesses.isAnyIn(candidate().root())).isTrue();

        restored();

        assertThat(TreeProcesses.isAnyIn(candidate().root())).isFalse();
        assertThat(carryOut("extensions").outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void no_waypoint_is_taken_while_a_program_of_the_run_works_and_a_restore_ends_it() throws IOException {
        restored();
        StepContext context = lab.context(RUN, snapshot, "sleeper", 1);
        Command sleep = new Command(
                List.of("/bin/sleep", "600"),
                Path.of("/"),
                Map.of(),
                Optional.empty(),
                Command.Isolation.NONE,
                Duration.ofHours(1));
        lab.onCheck(shown -> {
            if (context.launcher().look(context.launch("sleep")).state() == State.RUNNING) {
                throw new IllegalStateException("the worker is gone");
            }
        });
        assertThatThrownBy(() -> Launches.follow(context, "sleep", () -> sleep)).hasMessage("the worker is gone");
        assertThat(context.launcher().look(context.launch("sleep")).state()).isEqualTo(State.RUNNING);
        lab.onCheck(shown -> {});

        assertThatThrownBy(() -> care().takeWaypoint("w9")).hasMessageContaining("still runs");
        restored();

        assertThat(context.launcher().look(context.launch("sleep")).state()).isEqualTo(State.ENDED);
    }

    @Test
    void a_restore_that_was_killed_between_removing_and_copying_is_done_by_the_next_one() throws IOException {
        restored();
        lab.cluster().storage().remove(candidate().root());
        Path unlisted = lab.place().waypoint(RUN, "w8");
        lab.cluster().storage().freeze(liveCopy(), unlisted);

        restored();

        assertThat(proof().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(unlisted).doesNotExist();
    }

    private Path liveCopy() {
        Path copy = lab.place().throwaway(RUN, "any").path();
        lab.cluster().storage().copy(lab.place().snapshot("orders", snapshot), copy);
        return copy;
    }

    @Test
    void a_drop_copes_with_a_clone_step_that_was_killed_while_its_server_ran() throws IOException {
        StepContext clone = lab.context("r2", snapshot, "clone", 1);
        lab.onCheck(shown -> {
            if (shown.contains("answers queries")) {
                throw new IllegalStateException("the worker is gone");
            }
        });
        assertThatThrownBy(() -> lab.carryOut(clone)).hasMessage("the worker is gone");
        lab.onCheck(shown -> {});
        Path root = lab.place().candidate("r2").path();
        assertThat(TreeProcesses.isAnyIn(root)).isTrue();
        CandidateCare care = new CandidateCare(lab.context("r2", snapshot, "candidate", 1));
        List<String> users = lab.catalogue().require("orders", snapshot).usedBy();
        assertThat(users).contains("run r2");

        assertThat(care.drop().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(care.drop().outcome()).isEqualTo(Outcome.SUCCEEDED);

        assertThat(root).doesNotExist();
        assertThat(TreeProcesses.isAnyIn(root)).isFalse();
        assertThat(new Sockets(lab.cluster().sockets()).of(root)).doesNotExist();
        assertThat(lab.catalogue().require("orders", snapshot).usedBy()).doesNotContain("run r2");
        assertThatThrownBy(() -> care.takeWaypoint("w1")).isInstanceOf(CandidateMissing.class);
        assertThat(care.restore("w1").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void throw_aways_that_a_killed_worker_left_are_swept_only_for_known_runs() throws IOException {
        Path root = lab.place().throwaway(RUN, "left").path();
        lab.cluster().storage().copy(lab.place().snapshot("orders", snapshot), root);

        assertThat(ThrowAways.sweep(lab.cluster(), run -> false)).isEmpty();
        assertThat(ThrowAways.sweep(lab.cluster(), RUN::equals)).containsExactly(root);

        assertThat(root).doesNotExist();
    }

    @Test
    void evidence_of_a_repeated_attempt_lies_beside_the_first_ones() {
        StepContext context = context("evidence");

        assertThat(StepEvidence.write(context, "gate.txt", "one")).isEqualTo("evidence/gate-1.txt");
        assertThat(StepEvidence.write(context, "gate.txt", "one")).isEqualTo("evidence/gate-1.txt");
        assertThat(StepEvidence.write(context, "gate.txt", "two")).isEqualTo("evidence/gate-1.2.txt");
    }

    /** A heap file of new with more than one page, linked with old's; in the tablespace or not. */
    private Path linked(String where) throws IOException {
        Path folder = where.equals("base")
                ? candidate().newData().resolve("base")
                : candidate().root().resolve("fast");
        for (Path file : files(folder)) {
            if (((Number) Files.getAttribute(file, "unix:nlink")).intValue() == 2
                    && Files.size(file) > 1 << 20
                    && (where.equals("base") || file.toString().contains("/PG_17_"))) {
                return file;
            }
        }
        throw new IllegalStateException("no linked file in " + folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private void flip(Path file, int at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int was = open.read();
            open.seek(at);
            open.write(was ^ 1);
        }
        Ownership.give(file, lab.host().account());
    }
}
