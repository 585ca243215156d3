package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.cli.init.Hosts;
import io.belay.workers.discovery.Findings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code belay init} on hosts that stand in a test: what it asks, says and writes. */
class InitCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Keyboard keyboard = Keyboard.NONE;

    private int run(Findings findings, String... arguments) {
        Console console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Palette(false),
                false,
                Console.USUAL_WIDTH,
                Map.of("USER", "alice", "BELAY_STATE", "/nonexistent", "HOME", "/home/alice"),
                folder);
        Surroundings surroundings = new Surroundings(
                console,
                address -> new FakeDesk(),
                Clock.fixed(CommandHarness.NOW, ZoneOffset.UTC),
                duration -> {},
                keyboard);
        CommandLine command = new CommandLine(new InitCommand(surroundings, wanted -> findings));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof CliFailure known) {
                FailureReport.print(known, false, console);
                return known.exit().number();
            }
            throw failure;
        });
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--zone", "Europe/Istanbul"))
                .toArray(String[]::new);
        return command.execute(all);
    }

    private void typing(String... lines) {
        Queue<String> typed = new ArrayDeque<>(List.of(lines));
        keyboard = () -> Optional.ofNullable(typed.poll());
    }

    private String transcript(int exit) {
        return out.toString().replace(folder.toString(), "FOLDER") + "--- stderr\n"
                + err.toString().replace(folder.toString(), "FOLDER") + "--- exit " + exit + "\n";
    }

    private String file(String name) throws IOException {
        return "=== " + name + "\n" + Files.readString(folder.resolve(name));
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_rehearsal_on_btrfs_behind_a_pooler() throws IOException {
        int exit = run(Hosts.btrfs(), "--yes");

        Golden.assertSame("init-btrfs", transcript(exit) + file("orders.plan.yaml") + file("db1.host.yaml"));
        assertThat(exit).isZero();
    }

    @Test
    void an_offline_promotion_of_debians_cluster_on_ext4() throws IOException {
        int exit = run(
                Hosts.debian(),
                "--for=offline",
                "--approvers=board=carol,dave@example.com",
                "--window=0 1 * * SAT",
                "--owner=dba-team@example.com",
                "--allow=snapshot,rehearse,promote_offline,retire",
                "--temporal=temporal.example.com:7233",
                "--yes");

        Golden.assertSame("init-debian", transcript(exit) + file("main.plan.yaml") + file("shop-db.host.yaml"));
        assertThat(exit).isZero();
    }

    @Test
    void a_rehearsal_of_a_unit_on_xfs_with_tablespaces_asked_without_root() throws IOException {
        int exit = run(Hosts.systemd(), "--name=dwh", "--pgpass=/etc/belay/pgpass", "--yes");

        Golden.assertSame("init-systemd", transcript(exit) + file("dwh.plan.yaml") + file("dwh1.host.yaml"));
        assertThat(exit).isZero();
    }

    @Test
    void bad_ground_is_said_plainly_and_in_at_most_ten_lines() throws IOException {
        int exit = run(Hosts.bad(), "--for=snapshots", "--yes");

        Golden.assertSame("init-bad", transcript(exit) + file("far.plan.yaml"));
        assertThat(err.toString().lines().filter(line -> line.startsWith("look ")))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(exit).isZero();
    }

    @Test
    void questions_are_asked_with_suggestions_and_a_bad_answer_is_asked_again() throws IOException {
        typing("1", "", "", "offline", "12", "", "", "carol", "", "", "");

        int exit = run(Hosts.several());

        Golden.assertSame("init-asked", transcript(exit));
        assertThat(written()).containsExactly("db1.host.yaml", "orders.plan.yaml");
    }

    @Test
    void without_a_terminal_and_without_yes_it_says_what_is_missing_and_writes_nothing() throws IOException {
        assertThat(run(Hosts.btrfs())).isEqualTo(ExitCode.USAGE.number());

        assertThat(err.toString()).contains("BLY-4181", "--target (would be 17)", "--yes", "nothing was written");
        assertThat(written()).isEmpty();
    }

    @Test
    void yes_does_not_answer_what_has_no_safe_answer() throws IOException {
        assertThat(run(Hosts.btrfs(), "--for=offline", "--yes")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run(Hosts.several(), "--yes")).isEqualTo(ExitCode.USAGE.number());

        assertThat(err.toString())
                .contains("--approvers carol,dave")
                .contains("several run here: 1 /srv/pg/orders/13/data (13), 2 /var/lib/postgresql/13/main (13)");
        assertThat(written()).isEmpty();
    }

    @Test
    void the_end_of_the_terminal_leaves_nothing_half_written() throws IOException {
        typing("", "");

        assertThat(run(Hosts.btrfs())).isEqualTo(ExitCode.USAGE.number());
        assertThat(written()).isEmpty();
    }

    @Test
    void an_option_that_is_no_answer_is_refused_before_anything_is_asked() throws IOException {
        for (String option : List.of("--target=12", "--name=Orders!", "--for=fun", "--work=there", "--owner=A B")) {
            assertThat(run(Hosts.btrfs(), option, "--yes")).isEqualTo(ExitCode.USAGE.number());
        }
        assertThat(err.toString()).contains("BLY-4182", "--target `12`");
        assertThat(written()).isEmpty();
    }

    @Test
    void a_file_that_is_there_stays_unless_forced_and_then_is_kept_beside() throws IOException {
        Files.writeString(folder.resolve("orders.plan.yaml"), "mine");

        assertThat(run(Hosts.btrfs(), "--yes")).isEqualTo(ExitCode.CHECK_BLOCKED.number());
        assertThat(err.toString()).contains("BLY-4183");
        assertThat(written()).containsExactly("orders.plan.yaml");

        assertThat(run(Hosts.btrfs(), "--yes", "--force")).isZero();
        assertThat(run(Hosts.btrfs(), "--yes", "--force")).isZero();
        assertThat(written())
                .containsExactly(
                        "db1.host.yaml",
                        "db1.host.yaml.old",
                        "orders.plan.yaml",
                        "orders.plan.yaml.old",
                        "orders.plan.yaml.old-2");
        assertThat(folder.resolve("orders.plan.yaml.old")).hasContent("mine");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("db1.host.yaml"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void a_folder_of_ones_own_is_made_and_named_in_the_next_commands() {
        assertThat(run(Hosts.btrfs(), "--yes", "--out", "belay")).isZero();

        assertThat(folder.resolve("belay/orders.plan.yaml")).isRegularFile();
        assertThat(out.toString()).contains("belay rehearse belay/orders.plan.yaml");
    }

    @Test
    void no_running_cluster_is_a_message_that_says_who_sees_more() throws IOException {
        Findings nothing = new Findings("db1", false, List.of(), Map.of(), List.of(), List.of("a note"));

        assertThat(run(nothing, "--yes")).isEqualTo(ExitCode.CHECK_BLOCKED.number());
        assertThat(err.toString()).contains("note      a note", "BLY-4180", "sudo belay init");
        assertThat(written()).isEmpty();
    }

    @Test
    void an_online_promotion_is_written_with_its_way_back() throws IOException {
        int exit = run(Hosts.btrfs(), "--for=online", "--approvers=carol", "--yes");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(Files.readString(folder.resolve("orders.plan.yaml")))
                .contains("- publish", "promote: {mode: online, way_back: 7d}");
    }
}
