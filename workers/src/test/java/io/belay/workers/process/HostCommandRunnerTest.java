package io.belay.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCommandRunnerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final HostCommandRunner runner = new HostCommandRunner(Masking.of(() -> Set.of("s3cret")));

    @Test
    void output_and_error_go_to_a_private_transcript_with_the_exit_code() throws Exception {
        CommandResult result = run("echo out; echo error >&2; exit 3", LONG);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.succeeded()).isFalse();
        assertThat(result.timedOut()).isFalse();
        assertThat(result.output()).isEqualTo("out\nerror\n");
        assertThat(result.transcript()).hasContent("out\nerror\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(result.transcript())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_second_command_of_the_same_name_gets_a_transcript_of_its_own() {
        assertThat(run("exit 0", LONG).transcript().getFileName()).hasToString("test.log");
        assertThat(run("exit 0", LONG).transcript().getFileName()).hasToString("test-2.log");
    }

    @Test
    void the_environment_is_clean_and_input_is_empty() {
        CommandResult result = runner.run(
                new Command(
                        List.of("/usr/bin/env"),
                        folder,
                        Map.of("PGPORT", "5433"),
                        Optional.empty(),
                        Command.Isolation.NONE,
                        LONG),
                folder.resolve("transcripts"),
                "env");

        assertThat(result.output().lines().map(line -> line.replaceAll("=.*", "")))
                .containsExactlyInAnyOrder("HOME", "LC_ALL", "PATH", "PGPORT");
        assertThat(run("cat; echo end", LONG).output()).isEqualTo("end\n");
    }

    @Test
    void secrets_are_masked_in_what_is_returned() {
        assertThat(run("echo password=s3cret", LONG).output()).isEqualTo("password=******\n");
    }

    @Test
    void the_deadline_ends_the_whole_group() throws Exception {
        CommandResult result = run("cat /dev/zero > /dev/null & echo $! > child; wait", Duration.ofMillis(300));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.succeeded()).isFalse();
        assertThat(result.exitCode()).isEqualTo(128 + 15);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).trim());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessIdentity.of(child).isEmpty());
    }

    @Test
    void what_a_command_leaves_running_neither_blocks_nor_is_ended() throws Exception {
        CommandResult result = run("setsid cat /dev/zero > /dev/null & echo $! > child; exit 0", LONG);

        long child = Long.parseLong(Files.readString(folder.resolve("child")).trim());
        assertThat(result.succeeded()).isTrue();
        assertThat(Signal.KILL.sendTo(child)).isTrue();
    }

    @Test
    void too_much_output_keeps_its_beginning_and_its_end() {
        var small = new HostCommandRunner(Masking.none(), HostPrograms.ofThisHost(), 64 << 10);

        CommandResult result = small.run(
                AgentMain.command(
                        folder,
                        List.of("/bin/sh", "-c", "echo first; head -c 300000 /dev/zero | tr '\\0' x; echo; echo last")),
                folder.resolve("transcripts"),
                "much");

        assertThat(result.transcript())
                .content()
                .startsWith("first\n")
                .endsWith("last\n")
                .contains("cut out");
        assertThat(result.transcript().toFile())
                .satisfies(file -> assertThat(file.length()).isLessThan(64 << 10));
    }

    @Test
    void a_missing_program_or_folder_is_refused() {
        assertThatThrownBy(() -> runner.run(
                        AgentMain.command(folder, List.of("/usr/bin/belay-has-no-such-program")), folder, "test"))
                .isInstanceOf(ProcessFailure.class)
                .hasMessageContaining("missing or not executable");
        assertThatThrownBy(() ->
                        runner.run(AgentMain.command(folder.resolve("none"), List.of("/bin/true")), folder, "test"))
                .isInstanceOf(ProcessFailure.class)
                .hasMessageContaining("working folder");
    }

    @Test
    void root_runs_a_command_as_another_account_with_its_groups_and_home() {
        Assumptions.assumeTrue(Accounts.isRoot(), "only root can change the account");
        Account other = Accounts.byName("daemon").orElseThrow();

        CommandResult result = runner.run(
                new Command(
                        List.of("/bin/sh", "-c", "id -u; id -g; echo $HOME"),
                        Path.of("/"),
                        Map.of(),
                        Optional.of(other),
                        Command.Isolation.NONE,
                        LONG),
                folder.resolve("transcripts"),
                "as");

        assertThat(result.output()).isEqualTo(other.userId() + "\n" + other.groupId() + "\n" + other.home() + "\n");
    }

    @Test
    void without_network_only_a_silent_loopback_is_left() {
        Assumptions.assumeTrue(runner.canIsolateNetwork(), "no network namespace can be made here without more rights");

        CommandResult result = runner.run(
                new Command(
                        List.of("/bin/cat", "/proc/net/dev"),
                        folder,
                        Map.of(),
                        Optional.empty(),
                        Command.Isolation.NO_NETWORK,
                        LONG),
                folder.resolve("transcripts"),
                "network");

        assertThat(result.output()
                        .lines()
                        .filter(line -> line.contains(":"))
                        .map(line -> line.trim().split(":", 2)[0]))
                .containsOnly("lo");
    }

    @Test
    void without_root_the_network_is_left_and_another_account_refused() {
        var unprivileged = new HostCommandRunner(Masking.none(), new HostPrograms(false, false), Transcript.CAP);
        Command isolated = new Command(
                List.of("/bin/true"), folder, Map.of(), Optional.empty(), Command.Isolation.NO_NETWORK, LONG);
        Account other = new Account("someone", 4_000_000, 4_000_000, Path.of("/"));
        Command asOther =
                new Command(List.of("/bin/true"), folder, Map.of(), Optional.of(other), Command.Isolation.NONE, LONG);

        assertThat(unprivileged.canIsolateNetwork()).isFalse();
        assertThat(unprivileged
                        .run(isolated, folder.resolve("transcripts"), "test")
                        .succeeded())
                .isTrue();
        assertThatThrownBy(() -> unprivileged.run(asOther, folder.resolve("transcripts"), "test"))
                .isInstanceOf(ProcessFailure.class)
                .hasMessageContaining("only root can start programs as `someone`");
    }

    private CommandResult run(String script, Duration deadline) {
        return runner.run(
                new Command(
                        List.of("/bin/sh", "-c", script),
                        folder,
                        Map.of(),
                        Optional.empty(),
                        Command.Isolation.NONE,
                        deadline),
                folder.resolve("transcripts"),
                "test");
    }
}
