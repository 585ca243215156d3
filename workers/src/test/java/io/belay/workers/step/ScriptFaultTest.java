package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** By what psql prints with {@code VERBOSITY=verbose}. */
class ScriptFaultTest {

    @Test
    void a_refused_statement_is_the_plan_s_with_state_and_line() {
        ScriptFault fault = fault(3, """
                SELECT 1
                psql:/x/sql/fix.sql:12: ERROR:  42P01: relation "none" does not exist
                LINE 1: ...
                LOCATION:  parserOpenTable, parse_relation.c:1449
                """);

        assertThat(fault.code().text()).isEqualTo("BLY-3520");
        assertThat(fault.words()).isEqualTo("42P01 in line 12: relation \"none\" does not exist");
    }

    @Test
    void room_that_ran_out_and_a_server_that_went_are_the_host_s() {
        assertThat(fault(3, "psql:/x.sql:1: ERROR:  53100: could not extend file\n")
                        .code()
                        .text())
                .isEqualTo("BLY-3521");
        assertThat(fault(2, "psql:/x.sql:7: error: connection to server was lost\n")
                        .code()
                        .text())
                .isEqualTo("BLY-3521");
        assertThat(fault(137, "").code().text()).isEqualTo("BLY-3521");
    }

    @Test
    void a_statement_that_was_cancelled_took_too_long() {
        assertThat(fault(3, "psql:/x.sql:1: ERROR:  57014: canceling statement due to statement timeout\n")
                        .code()
                        .text())
                .isEqualTo("BLY-3523");
    }

    @Test
    void what_psql_itself_refuses_is_the_plan_s() {
        ScriptFault fault = fault(3, "psql:/x.sql:2: error: backslash commands are restricted\n");

        assertThat(fault.code().text()).isEqualTo("BLY-3520");
        assertThat(fault.words()).contains("restricted");
    }

    private static ScriptFault fault(int exitCode, String output) {
        return ScriptFault.of(new CommandResult(exitCode, false, output, Path.of("/x"), Duration.ZERO));
    }
}
