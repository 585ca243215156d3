package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FormatCommandTest {

    private static final String LOOSE = """
            # the orders database
            apiVersion: belay/v1
            kind:   UpgradePlan
            live: { cluster: db1/orders } # live
            metadata: {owner: dba-team@example.com, name: orders-13-to-17}


            target: {version: 17}
            steps:
            - preflight
            - clone: {}
            """;

    private static final String FORMED = """
            # the orders database
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders}                  # live

            target: {version: 17}
            steps:
              - preflight
              - clone
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlans() throws IOException {
        belay.in(folder);
        Files.writeString(folder.resolve("loose.plan.yaml"), LOOSE);
        Files.writeString(folder.resolve("formed.plan.yaml"), FORMED);
        Files.writeString(folder.resolve("broken.plan.yaml"), LOOSE + "  - [\n");
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void files_are_written_in_their_form_and_named_and_those_that_have_it_are_not_touched() throws IOException {
        var before = Files.getLastModifiedTime(folder.resolve("formed.plan.yaml"));

        Golden.assertSame(
                "format",
                belay.run("format", "loose.plan.yaml", "formed.plan.yaml").transcript()
                        + belay.run("format", "loose.plan.yaml").transcript());

        assertThat(text("loose.plan.yaml")).isEqualTo(FORMED);
        assertThat(Files.getLastModifiedTime(folder.resolve("formed.plan.yaml")))
                .isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void check_writes_nothing_and_prints_what_would_change() throws IOException {
        Golden.assertSame(
                "format-check",
                belay.run("format", "--check", "loose.plan.yaml", "formed.plan.yaml")
                                .transcript()
                        + belay.run("format", "--check", "formed.plan.yaml").transcript()
                        + belay.run("format", "--check", ".", "-o", "json")
                                .transcript()
                                .replace(folder + "/", ""));

        assertThat(text("loose.plan.yaml")).isEqualTo(LOOSE);
    }

    @Test
    void what_cannot_be_read_is_left_alone_and_the_others_are_written_all_the_same() throws IOException {
        Golden.assertSame(
                "format-unreadable",
                belay.run("format", "broken.plan.yaml", "loose.plan.yaml", "none.plan.yaml")
                        .transcript()
                        .replace(folder + "/", ""));

        assertThat(text("broken.plan.yaml")).isEqualTo(LOOSE + "  - [\n");
        assertThat(text("loose.plan.yaml")).isEqualTo(FORMED);
    }

    @Test
    void mode_and_owner_stay_and_a_symbolic_link_stays_one() throws IOException {
        Path file = folder.resolve("loose.plan.yaml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r----x"));
        if (Files.getAttribute(file, "unix:uid").equals(0)) {
            Files.setAttribute(file, "unix:uid", 12345);
            Files.setAttribute(file, "unix:gid", 12346);
        }
        Map<String, Object> before = Files.readAttributes(file, "unix:uid,gid,mode");
        Path link = Files.createSymbolicLink(folder.resolve("link.plan.yaml"), Path.of("loose.plan.yaml"));

        assertThat(belay.run("format", "link.plan.yaml").exit()).isZero();

        assertThat(link).isSymbolicLink();
        assertThat(text("loose.plan.yaml")).isEqualTo(FORMED);
        assertThat(Files.readAttributes(file, "unix:uid,gid,mode")).isEqualTo(before);
    }

    @Test
    void a_secret_in_the_file_is_in_no_difference() throws IOException {
        Files.writeString(
                folder.resolve("db1.host.yaml"),
                "apiVersion: belay/v1\nkind: HostConfiguration\nclusters:\n  - connect: {password: hunter2}\n    name: x\n");

        var outcome = belay.run("format", "--check", "db1.host.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.out()).contains("********").doesNotContain("hunter2");
    }

    @Test
    void line_ends_alone_are_a_change_too() throws IOException {
        Files.writeString(folder.resolve("returns.plan.yaml"), FORMED.replace("\n", "\r\n"));

        var outcome = belay.run("format", "--check", "returns.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.out()).contains("(line ends only)");
        assertThat(belay.run("format", "returns.plan.yaml").exit()).isZero();
        assertThat(text("returns.plan.yaml")).isEqualTo(FORMED);
    }

    @Test
    void pinning_writes_the_hash_of_an_included_list_as_it_is_now() throws IOException {
        Files.writeString(folder.resolve("build.steps.yaml"), "abc");
        Files.writeString(
                folder.resolve("pin.plan.yaml"), FORMED.replace("- clone", "- include: {file: build.steps.yaml}"));
        Files.writeString(
                folder.resolve("pin.fleet.yaml"),
                "apiVersion: belay/v1\nkind: FleetPlan\nplan:\n  file: build.steps.yaml   # all of them\n  sha256: old\n");

        assertThat(belay.run("format", "--check", "--pin", "pin.plan.yaml").out())
                .contains("+");
        assertThat(belay.run("format", "--pin", "pin.plan.yaml", "pin.fleet.yaml")
                        .exit())
                .isZero();

        String hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(text("pin.plan.yaml")).contains("- include: {file: build.steps.yaml, sha256: " + hash + "}\n");
        assertThat(text("pin.fleet.yaml")).contains("# all of them\n  sha256: " + hash + "\n");
        assertThat(belay.run("format", "--check", "--pin", "pin.plan.yaml").exit())
                .isZero();
    }

    @Test
    void a_file_that_cannot_be_pinned_is_said_where_it_is_named() throws IOException {
        Files.writeString(
                folder.resolve("pin.plan.yaml"), FORMED.replace("- clone", "- include: {file: ../gone.steps.yaml}"));

        var outcome = belay.run("format", "--pin", "pin.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("pin.plan.yaml:10:21", "BLY-1210", "^^^^^^^^^^^^^^^^^^");
    }

    @Test
    void standard_input_goes_to_standard_output() {
        var outcome = ofInput(LOOSE.getBytes(StandardCharsets.UTF_8));

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).isEqualTo(FORMED);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void standard_input_of_another_encoding_is_refused_and_no_letter_is_lost() {
        var outcome = ofInput((LOOSE + "# M\u00fcller\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("BLY-1009", "the file is not UTF-8");
    }

    private CommandHarness.Outcome ofInput(byte[] bytes) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Palette(false),
                false,
                80,
                Map.of(),
                folder);
        int exit = new CommandLine(new FormatCommand(console, new ByteArrayInputStream(bytes))).execute("--stdin");
        return new CommandHarness.Outcome("belay format --stdin", exit, out.toString(), err.toString());
    }

    @Test
    void neither_files_nor_standard_input_or_both_are_a_usage_error() {
        assertThat(belay.run("format").exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(belay.run("format", "--stdin", "loose.plan.yaml").err()).contains("`--stdin` takes no files");
    }

    @Test
    void a_folder_without_our_files_is_said() throws IOException {
        Files.createDirectory(folder.resolve("empty"));

        var outcome = belay.run("format", "empty");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("BLY-4121");
    }
}
