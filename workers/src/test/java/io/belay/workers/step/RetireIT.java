package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.problem.ErrorCode;
import io.belay.workers.live.LiveErrors;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.LiveNow;
import io.belay.workers.live.OldLive;
import io.belay.workers.posix.Ownership;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.SnapshotRecord;
import io.belay.workers.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behind a crossing from 13 to 17 on btrfs: what may go, and all that may not. */
class RetireIT {

    private static final String RUN = "run-1";
    private static final int PORT = 5433;

    private StepLab lab;
    private Path newData;
    private Installation old;
    private Installation target;

    @BeforeEach
    void cross() throws IOException {
        lab = new StepLab();
        lab.allow("rehearse", "retire");
        old = lab.installation(13);
        target = lab.installation(17);
        newData = lab.mount().resolve("new").resolve("17").resolve("data");
    }

    @AfterEach
    void close() throws IOException {
        stop(target, newData);
        stop(old, lab.data());
        lab.close();
    }

    @Test
    void old_live_goes_with_its_subvolume_and_its_last_image_stays() throws IOException {
        String image = crossing();

        StepResult result = run(context(1));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("snapshot", image).containsEntry("stayed", "");
        assertThat(lab.mount().resolve("live")).doesNotExist();
        SnapshotRecord kept = lab.catalogue().require("orders", image);
        assertThat(kept.pinned()).contains("last image of old live 13");
        assertThat(kept.isPinnedAt(Instant.parse(kept.pinnedUntil()).minusSeconds(1)))
                .isTrue();
        assertThat(kept.isPinnedAt(Instant.parse(kept.pinnedUntil()))).isFalse();
        assertThat(lab.catalogue().image(kept).resolve(kept.dataDirectory()).resolve("PG_VERSION"))
                .hasContent("13");
        assertThat(step().verify(context(1)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(step().inspect(context(1)).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(lab.register()
                        .of("orders")
                        .orElseThrow()
                        .replacedBy(RUN)
                        .orElseThrow()
                        .retired())
                .isPresent();
        assertThat(run(context(2)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(lab.live().major()).isEqualTo(17);
    }

    @Test
    void behind_the_crossing_a_snapshot_is_one_of_new_and_links_of_old_ones_are_still_understood() throws IOException {
        crossing();

        String taken = lab.snapshot("behind");

        assertThat(lab.catalogue().require("orders", taken).version()).isEqualTo(17);
        assertThat(lab.cluster().dataset().dataDirectory()).isEqualTo(newData);
        assertThat(lab.cluster().origins())
                .containsExactly(lab.mount().resolve("new"), lab.mount().resolve("live"));
    }

    @Test
    void nothing_goes_before_its_time_or_without_the_hosts_leave_or_without_an_entry() throws IOException {
        crossing();

        refused(LiveErrors.RETIRE_TOO_EARLY, () -> run(context(1, "14d")));
        refused(LiveErrors.NOTHING_TO_RETIRE, () -> run(lab.context("another-run", "retire", 1, with("1m"))));
        lab.allow("rehearse");
        assertThat(run(context(1)).code()).isEqualTo(LiveErrors.RETIRE_NOT_ALLOWED.text());

        assertThat(lab.data().resolve("PG_VERSION")).hasContent("13");
    }

    @Test
    void a_cluster_that_never_crossed_has_nothing_to_retire() {
        refused(LiveErrors.NOTHING_TO_RETIRE, () -> step().prepare(context(1)));
        refused(LiveErrors.NOTHING_TO_RETIRE, () -> run(context(1)));
    }

    @Test
    void an_old_that_somebody_started_again_stays_also_when_it_is_stopped_once_more() throws IOException {
        crossing();
        stop(target, newData);
        start(old, lab.data());
        lab.sql("postgres", "CREATE TABLE public.written_behind_the_crossing (id int)");
        String where = "unix_socket_directories = '"
                + lab.host().makeFolder(lab.host().folder().resolve("s2")) + "'";
        Files.writeString(newData.resolve("postgresql.conf"), where + "\n", StandardOpenOption.APPEND);
        start(target, newData);

        refused(LiveErrors.OLD_IN_USE, () -> run(context(1)));
        stop(old, lab.data());
        refused(LiveErrors.OLD_CHANGED, () -> run(context(1)));

        assertThat(lab.data().resolve("PG_VERSION")).exists();
        assertThat(step().inspect(context(1)).outcome()).isEqualTo(Outcome.NOT_STARTED);
    }

    @Test
    void the_snapshot_that_new_was_made_from_is_held_until_then_and_no_longer() throws IOException {
        String made = new SnapshotStep()
                .run(lab.context(RUN, "snapshot", 1, JsonNodeFactory.instance.objectNode()))
                .facts()
                .getOrDefault("snapshot", "");
        crossing();
        assertThat(lab.catalogue().require("orders", made).usedBy()).containsExactly("run " + RUN);

        StepResult result = run(context(1));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(lab.catalogue().require("orders", made).usedBy()).isEmpty();
    }

    @Test
    void nothing_goes_while_new_does_not_serve() throws IOException {
        crossing();
        stop(target, newData);

        refused(LiveErrors.NEW_NOT_SERVING, () -> run(context(1)));

        assertThat(lab.data().resolve("PG_VERSION")).exists();
    }

    @Test
    void links_in_old_are_removed_and_what_they_lead_to_stays() throws IOException {
        Path outside = Files.createDirectories(lab.mount().resolve("elsewhere"));
        Files.writeString(outside.resolve("precious"), "x");
        Files.createSymbolicLink(lab.data().resolve("base").resolve("99999"), outside);
        Files.createSymbolicLink(lab.data().resolve("linked.conf"), outside.resolve("precious"));
        crossing();

        StepResult result = run(context(1));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(lab.data()).doesNotExist();
        assertThat(outside.resolve("precious")).hasContent("x");
    }

    @Test
    void what_is_not_olds_is_not_removed() throws IOException {
        crossing();
        Path beside = Files.writeString(lab.data().resolveSibling("notes.txt"), "keep me");
        Path inside = Files.writeString(lab.data().resolve("dump.sql"), "keep me too");

        refused(LiveErrors.OLD_CHANGED, () -> run(context(1)));
        assertThat(lab.data().resolve("PG_VERSION")).exists();
        Files.delete(inside);
        StepResult result = run(context(2));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(beside).hasContent("keep me");
        assertThat(result.facts().get("stayed")).contains(String.valueOf(beside.getParent()));
    }

    @Test
    void of_a_tablespace_only_olds_part_goes() throws IOException {
        Path space = lab.tablespace("space");
        lab.sql(
                "postgres",
                "CREATE TABLESPACE s LOCATION '" + space + "'",
                "CREATE TABLE public.t (id int) TABLESPACE s");
        Files.createDirectory(space.resolve("PG_17_202406281"));
        crossing();

        StepResult result = run(context(1));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        try (var left = Files.list(space)) {
            assertThat(left).containsExactly(space.resolve("PG_17_202406281"));
        }
        assertThat(result.facts().get("stayed")).contains(space.toString());
        assertThat(lab.data()).doesNotExist();
    }

    @Test
    void folders_that_are_not_the_recorded_ones_are_not_touched() throws IOException {
        Path space = lab.tablespace("space");
        lab.sql("postgres", "CREATE TABLESPACE s LOCATION '" + space + "'");
        crossing();
        Path other = lab.tablespace("other");
        Path link;
        try (var links = Files.list(lab.data().resolve("pg_tblspc"))) {
            link = links.findFirst().orElseThrow();
        }
        Files.delete(link);
        Files.createSymbolicLink(link, other);

        refused(LiveErrors.OLD_CHANGED, () -> run(context(1)));

        assertThat(lab.data().resolve("PG_VERSION")).exists();
        assertThat(space).isNotEmptyDirectory();
    }

    @Test
    void a_folder_that_some_process_works_in_stays() throws IOException {
        crossing();
        Process reader = new ProcessBuilder("/bin/cat")
                .directory(lab.data().resolve("base").toFile())
                .start();
        try {
            refused(LiveErrors.OLD_IN_USE, () -> run(context(1)));
        } finally {
            reader.destroyForcibly();
        }
        assertThat(lab.data().resolve("PG_VERSION")).exists();
    }

    @Test
    void a_removal_that_was_interrupted_is_finished_and_never_touches_what_came_to_the_old_path() throws IOException {
        crossing();
        lab.onCheck(shown -> {
            throw new IllegalStateException("let go: " + shown);
        });
        assertThatThrownBy(() -> run(context(1))).hasMessageContaining("files removed");
        assertThat(step().inspect(context(1)).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(lab.data()).doesNotExist();
        Path newcomer = Files.createDirectories(lab.data());
        Files.writeString(newcomer.resolve("somebody's"), "x");
        lab.onCheck(shown -> {});

        StepResult result = run(context(1));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(newcomer.resolve("somebody's")).hasContent("x");
        try (var beside = Files.list(lab.data().getParent())) {
            assertThat(beside).containsExactly(lab.data());
        }
    }

    @Test
    void when_the_promotions_image_is_gone_a_new_one_is_taken_first() throws IOException {
        String image = crossing();
        lab.catalogue().delete("orders", image);
        assertThatThrownBy(() -> lab.catalogue().require("orders", image)).isInstanceOf(StorageFailure.class);

        StepResult result = run(context(1));

        assertThat(result.outcome()).as(result.summary()).isEqualTo(Outcome.SUCCEEDED);
        SnapshotRecord taken = lab.catalogue().require("orders", result.facts().getOrDefault("snapshot", ""));
        assertThat(taken.version()).isEqualTo(13);
        assertThat(taken.superuser()).isEqualTo("postgres");
    }

    /** Old is stopped and imaged, new is made and started, the register knows. @return the last image's id */
    private String crossing() throws IOException {
        stop(old, lab.data());
        Dataset dataset = DatasetFinder.find(lab.data());
        String image = new SnapshotTaking(
                        lab.cluster(), lab.host().runner(), lab.host().transcripts())
                .takeStopped(dataset, "postgres", "final-" + RUN, "promotion")
                .id();
        Path root = lab.mount().resolve("new");
        Subvolumes.create(root);
        Ownership.give(root, lab.host().account());
        lab.host().run("/bin/mkdir", "-p", newData.toString());
        lab.host()
                .run(
                        target.program("initdb").toString(),
                        "-D",
                        newData.toString(),
                        "-U",
                        "postgres",
                        "--auth=trust",
                        "--no-sync");
        Files.write(
                newData.resolve("postgresql.conf"),
                List.of("listen_addresses = ''", "unix_socket_directories = '" + lab.sockets() + "'", "port = " + PORT),
                StandardOpenOption.APPEND);
        start(target, newData);
        Instant moment = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        lab.register()
                .crossed(
                        "orders",
                        new LiveNow(
                                17,
                                newData,
                                PORT,
                                control(target, newData).systemIdentifier(),
                                RUN,
                                moment,
                                new LiveNow.Named(lab.data(), PORT),
                                List.of(OldLive.of(RUN, moment, 13, control(old, lab.data()), dataset, PORT))));
        return image;
    }

    private ControlData control(Installation programs, Path data) {
        return new ControlDataReader(lab.host().runner(), lab.host().transcripts())
                .read(programs, data, lab.host().toolRun());
    }

    private void start(Installation programs, Path data) {
        lab.host()
                .run(
                        programs.program("pg_ctl").toString(),
                        "start",
                        "-D",
                        data.toString(),
                        "-w",
                        "-s",
                        "-l",
                        lab.host()
                                .folder()
                                .resolve("log")
                                .resolve(programs.major() + ".log")
                                .toString());
    }

    private void stop(Installation programs, Path data) {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            lab.host()
                    .run(
                            programs.program("pg_ctl").toString(),
                            "stop",
                            "-D",
                            data.toString(),
                            "-m",
                            "fast",
                            "-w",
                            "-s");
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        LiveFailure.class,
                        failure -> assertThat(failure.code())
                                .as(failure.getMessage())
                                .isEqualTo(code));
    }

    private static RetireStep step() {
        return new RetireStep(Clock.systemUTC());
    }

    private static StepResult run(StepContext context) {
        return step().run(context);
    }

    private StepContext context(int epoch) {
        return context(epoch, "30m");
    }

    private StepContext context(int epoch, String after) {
        return lab.context(RUN, "retire", epoch, with(after));
    }

    private static JsonNode with(String after) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("after", after)
                .put("keep_snapshot", "30d")
                .put("confirm", "none");
    }
}
