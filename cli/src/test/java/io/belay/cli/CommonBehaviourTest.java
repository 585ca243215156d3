package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common: help, exit codes, colours, addresses, failures, error pages. */
class CommonBehaviourTest {

    private final CommandHarness belay = new CommandHarness();

    @Test
    void the_help_groups_the_commands() {
        Golden.assertSame("help", belay.run("--help").transcript());
    }

    @Test
    void no_command_prints_the_help_and_is_a_usage_error() {
        assertThat(belay.run().exit()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void the_help_prints_exit_codes_and_environment() {
        Golden.assertSame(
                "help-topics",
                belay.run("help", "exit-codes").transcript()
                        + belay.run("help", "environment").transcript()
                        + belay.run("help", "clone", "drop").transcript()
                        + belay.run("help", "nonsense").transcript());
    }

    @Test
    void a_mistyped_command_gets_a_suggestion() {
        var outcome = belay.run("staus");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("status");
    }

    @Test
    void temporal_out_of_reach_is_exit_code_9_with_the_next_command() {
        belay.reaching(address -> {
            throw new EngineFailure(
                    EngineErrors.TEMPORAL_UNREACHABLE,
                    "Temporal does not answer at " + address.target() + "; runs under way go on when it does",
                    "start it, or all parts at once with `belay dev`; another address goes into `--temporal`");
        });

        Golden.assertSame(
                "unreachable",
                belay.run("status", "--temporal", "127.0.0.1:1").transcript()
                        + belay.run("status", "-o", "json").transcript());
    }

    @ParameterizedTest
    @CsvSource({
        "--temporal=10.0.0.1:7233, 10.0.0.2:7233, 10.0.0.1:7233, --temporal",
        "--no-color,               10.0.0.2:7233, 10.0.0.2:7233, BELAY_TEMPORAL_ADDRESS",
        "--no-color,               '',            127.0.0.1:7233, the default"
    })
    void the_address_comes_from_the_option_then_the_environment_then_the_default(
            String option, String variable, String expected, String source) {
        belay.with("BELAY_TEMPORAL_ADDRESS", variable);

        belay.run("status", option.replace("--no-color", "--color=never"));

        assertThat(belay.asked).containsExactly(new TemporalAddress(expected, "belay", source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "http://localhost:7233", "host:0", "host:port"})
    void a_text_that_is_no_address_is_refused(String text) {
        var outcome = belay.run("status", "--temporal", text);

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("BLY-4109");
    }

    @ParameterizedTest
    @CsvSource({
        "auto,   true,  '', xterm, true",
        "auto,   false, '', xterm, false",
        "auto,   true,  1,  xterm, false",
        "auto,   true,  '', dumb,  false",
        "always, false, 1,  dumb,  true",
        "never,  true,  '', xterm, false"
    })
    void colours_follow_the_terminal_and_NO_COLOR_unless_asked_for(
            String choice, boolean terminal, String noColor, String term, boolean coloured) {
        belay.with("NO_COLOR", noColor).with("TERM", term);
        if (terminal) {
            belay.onTerminal();
        }

        assertThat(belay.run("--color", choice, "status", "r-none").err().contains("\u001b"))
                .isEqualTo(coloured);
    }

    @Test
    void an_error_code_is_explained_offline() {
        Golden.assertSame(
                "explain-code",
                belay.run("explain", "BLY-4105").transcript()
                        + belay.run("explain", "4999").transcript());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLY-1503", "bly-1503", "1503", "BLY1503", "Bly1503"})
    void a_code_is_understood_however_it_is_typed(String typed) {
        var outcome = belay.run("explain", typed);

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("BLY-1503 ");
    }

    @ParameterizedTest
    @CsvSource({"BLY-15033, BLY-1503", "bly-103, BLY-1003"})
    void a_mistyped_code_gets_the_nearest_one_and_is_not_taken_for_a_file(String typed, String near) {
        var outcome = belay.run("explain", typed);

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("BLY-4106", "did you mean " + near + "?");
    }

    @Test
    void every_page_is_explained_by_its_code_and_no_other_number_has_one() {
        for (var page : ErrorPages.all().entrySet()) {
            assertThat(belay.run("explain", page.getKey()).out()).startsWith(page.getKey() + " ");
        }
        assertThat(belay.run("explain", "9999").exit()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void every_code_of_the_command_line_has_a_page_in_the_exact_form() throws IllegalAccessException {
        for (var field : CliErrors.class.getDeclaredFields()) {
            String code = String.valueOf(field.get(null));
            assertThat(ErrorPages.page(code)).as(code).isPresent();
        }
    }

    @Test
    void every_error_page_has_the_three_parts_and_its_own_number() throws IOException {
        Path errors = Path.of("..", "docs", "errors");
        try (Stream<Path> pages = Files.list(errors)) {
            for (Path file : pages.sorted().toList()) {
                String name = file.getFileName().toString().replace(".md", "");
                assertThat(Files.readString(file))
                        .as(name)
                        .startsWith("# " + name + " ")
                        .contains("**What happened.** ", "**What is safe.** ", "**What to do.** ");
            }
        }
    }

    @Test
    void exit_codes_are_all_different() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    }

    @Test
    void an_unexpected_fault_is_exit_code_1_and_shows_its_trace_only_when_asked() {
        belay.reaching(address -> {
            throw new IllegalStateException("the sky fell");
        });

        assertThat(belay.run("status").err()).contains("BLY-4100").doesNotContain("\tat ");
        assertThat(belay.run("status", "--debug").err()).contains("\tat ");
        assertThat(belay.run("status").exit()).isEqualTo(ExitCode.UNEXPECTED.number());
    }
}
