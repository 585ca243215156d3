package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import io.belay.lab.Sql;
import io.belay.workers.hold.Decision;
import io.belay.workers.hold.DecisionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What others do to a hold before it crosses. Live is open again each time, and nobody's commit is lost. One ground, an epoch each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // made before the first test
class AttackedPromotionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private PromotionGround ground;
    private int epoch;
    private long acknowledged;

    @BeforeAll
    void open() throws IOException {
        LabNeeds.loopDevices();
        ground = PromotionGround.open();
    }

    @AfterEach
    void nothingHappened() throws IOException, SQLException {
        if (!Files.exists(ground.holdFolder(epoch).resolve("go"))) {
            // Of a test that failed: the ground is needed.
            new DecisionFile(ground.holdFolder(epoch)).claim(Decision.UNDO);
            ground.goOn(epoch);
        }
        ground.assertNothingHappened(acknowledged);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    private Process meetAt(String place) throws IOException {
        acknowledged = ground.load().seen().acknowledged();
        Process worker = ground.worker("wait:" + place, ++epoch);
        ground.awaitReached(epoch);
        return worker;
    }

    private String endOf(Process worker) throws IOException, InterruptedException {
        ground.goOn(epoch);
        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readString(ground.holdFolder(epoch).resolve("result.json"));
    }

    @Test
    void live_that_somebody_started_meanwhile_keeps_what_it_acknowledged()
            throws IOException, SQLException, InterruptedException {
        Process worker = meetAt("before-cross");
        ground.lab().cluster().start();
        try (Sql direct = ground.lab().cluster().open("orders")) {
            direct.execute("CREATE TABLE public.written_meanwhile (n int)");
        }

        assertThat(endOf(worker)).contains("\"crossed\":false").contains("BLY-3615");
        try (Sql sql = ground.lab().cluster().open("orders")) {
            assertThat(sql.number("SELECT count(*) FROM public.written_meanwhile"))
                    .isZero();
            sql.execute("DROP TABLE public.written_meanwhile");
        }
    }

    @Test
    void live_that_somebody_started_and_stopped_again_keeps_what_it_acknowledged()
            throws IOException, SQLException, InterruptedException {
        Process worker = meetAt("before-cross");
        ground.lab().cluster().start();
        ground.lab().cluster().stop();

        assertThat(endOf(worker)).contains("\"crossed\":false").contains("BLY-3615");
    }

    @Test
    void a_server_that_does_not_end_its_stop_is_ended_at_once_and_serves_again()
            throws IOException, SQLException, InterruptedException {
        Path hanging = ground.lab().own(Files.createFile(ground.lab().work().resolve("hanging")));
        try (Sql sql = ground.lab().cluster().open("postgres")) {
            sql.execute("ALTER SYSTEM SET archive_command = 'while test -e " + hanging + "; do sleep 0.1; done'");
            sql.number("SELECT count(pg_reload_conf())");
            sql.number("SELECT count(pg_switch_wal())");
        }
        try {
            acknowledged = ground.load().seen().acknowledged();
            Path tight = ground.plan("tight", "budget: {hold: 25s, margin: 1x}\n");
            StepResult result = ground.bench(tight).carryOut("promote", ++epoch);

            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        } finally {
            Files.delete(hanging);
            try (Sql sql = ground.lab().cluster().open("postgres")) {
                sql.execute("ALTER SYSTEM RESET archive_command");
                sql.number("SELECT count(pg_reload_conf())");
            }
        }
    }

    @Test
    void a_store_that_is_full_is_cleared_before_live_is_started_on_it() throws IOException, InterruptedException {
        Process worker = meetAt("after-name");
        Path filler = ground.lab().volume().path().resolve("filler");
        try {
            fill(filler);
            assertThat(endOf(worker)).contains("\"crossed\":false");
        } finally {
            Files.deleteIfExists(filler);
        }
    }

    @Test
    void a_state_folder_that_is_full_does_not_keep_live_from_serving_again() throws Exception {
        acknowledged = ground.load().seen().acknowledged();
        Path folder = ground.holdFolder(++epoch);
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "none", folder.toString());
        try {
            Process worker = ground.worker("wait:after-upgrade", epoch);
            ground.awaitReached(epoch);
            fill(folder.resolve("filler"));
            assertThat(endOf(worker)).contains("\"crossed\":false").contains("Live is open again");
        } finally {
            run("umount", "--lazy", folder.toString());
        }
    }

    @Test
    void an_undo_that_is_tried_again_does_not_stop_live_a_second_time() throws Exception {
        Process worker = meetAt("after-stop");
        ground.killHold(epoch);
        worker.destroyForcibly().waitFor();
        Path password = ground.lab().hostConfiguration().resolveSibling("pooler-password");
        String right = Files.readString(password);
        Process settling;
        try {
            Files.writeString(password, "wrong\n");
            settling = ground.worker("none", epoch);
            await().atMost(PATIENCE).until(this::liveTakesSessions);
            await().atMost(PATIENCE).until(this::poolerHasRefused);
        } finally {
            Files.writeString(password, right);
        }
        settling.destroyForcibly().waitFor();
        String since = startOfLive();

        StepResult result = ground.bench().carryOut("promote", epoch);

        assertThat(result.code()).as(result.toString()).isEqualTo("BLY-3613");
        assertThat(startOfLive()).isEqualTo(since);
    }

    @Test
    void nobody_but_belay_gets_into_new_before_the_crossing_and_an_undo_reloads_nothing() throws Exception {
        Process worker = meetAt("before-cross");
        Path ini = ground.lab().pooler().configurationFile();
        String before = Files.readString(ini);
        try {
            Files.writeString(ini, before.replace("inventory = ", "half_done = host=/nowhere\ninventory = "));
            assertThatThrownBy(() -> run(
                            "setpriv",
                            "--reuid=" + ground.lab().account(),
                            "--clear-groups",
                            ground.lab().bin(17).resolve("psql").toString(),
                            "--no-psqlrc",
                            "--host=" + ground.lab().cluster().socketFolder(),
                            "--port=" + ground.lab().targetPort(),
                            "--username=postgres",
                            "--dbname=orders",
                            "--command=CREATE TABLE public.too_early (n int)"))
                    .hasMessageContaining("ended with");
            assertThat(new DecisionFile(ground.holdFolder(epoch)).claim(Decision.UNDO))
                    .isEqualTo(Decision.UNDO);
            assertThat(endOf(worker)).contains("\"crossed\":false");
            assertThat(ground.lab().pooler().command("SHOW DATABASES").toString())
                    .doesNotContain("half_done");
        } finally {
            Files.writeString(ini, before);
        }
    }

    private boolean liveTakesSessions() {
        try {
            startOfLive();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private String startOfLive() throws SQLException {
        try (Sql sql = ground.lab().cluster().open("postgres")) {
            return sql.value("SELECT pg_postmaster_start_time()::text");
        }
    }

    private boolean poolerHasRefused() throws IOException {
        try (Stream<Path> files = Files.list(ground.holdFolder(epoch).resolve("transcripts"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("pooler-"))
                    .anyMatch(file -> content(file).contains("FATAL"));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Reserves most, because writing gigabytes takes long, and writes until nothing more fits. */
    private static void fill(Path file) throws IOException, InterruptedException {
        long most = Files.getFileStore(Objects.requireNonNull(file.getParent())).getUsableSpace() - (64L << 20);
        if (most > 0) {
            run("fallocate", "--length", String.valueOf(most), file.toString());
        }
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue());
        }
    }
}
