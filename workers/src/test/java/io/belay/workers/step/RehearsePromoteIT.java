package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.step.StepLab.Noted;
import io.belay.workers.storage.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds between two throw-away clones of a candidate that was upgraded from 13 to 17 for real, while clients write to live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsePromoteIT {

    private static final String RUN = "rehearsed-1";

    private OnlineBed bed;
    private int epoch;

    @BeforeAll
    void open() throws IOException {
        bed = new OnlineBed();
        bed.writers.start(bed.lab().live());
        bed.built(RUN);
    }

    @AfterAll
    void close() throws IOException {
        if (bed != null) {
            bed.writers.stop();
            bed.close();
        }
    }

    /** Whatever comes out: nothing of it is left, and the candidate is as it was. */
    @AfterEach
    void nothing_is_left() {
        assertThat(bed.lab().place().list(Place.Kind.THROWAWAY)).isEmpty();
        assertThat(TreeProcesses.isAnyIn(bed.lab().place().root())).isFalse();
        assertThat(bed.lab().place().candidate(RUN).path()).isDirectory();
    }

    @Test
    void clients_are_held_there_and_back_and_live_is_only_asked_how_much_it_writes() throws IOException {
        hold("20s");

        StepResult result = rehearsed(Optional.of(pgbouncer()));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.summary()).contains("ms there and", "ms back", "none failed, lost or doubled");
        assertThat(result.facts()).containsEntry("holds", "2");
        assertThat(Long.parseLong(result.facts().getOrDefault("hold_milliseconds", "0")))
                .isPositive();
        assertThat(Long.parseLong(result.facts().getOrDefault("back_slowest_write_milliseconds", "0")))
                .isPositive();
        assertThat(result.findings()).isEmpty();
        List<String> sent = bed.lab().noted(RUN, "rehearse_promote").stream()
                .filter(one -> one.where().startsWith("live"))
                .map(Noted::sql)
                .toList();
        assertThat(sent)
                .isNotEmpty()
                .containsOnly(RehearsePromoteStep.statements().stream()
                        .map(ListedStatement::sql)
                        .toArray(String[]::new));
        assertThat(new Switches(bed.context(RUN, "promote", 1).memory().path()).epochs())
                .isEmpty();
    }

    @Test
    void holds_that_take_longer_than_the_budget_bears_fail_the_rehearsal() {
        hold("60ms");

        StepResult result = rehearsed(Optional.of(pgbouncer()));

        assertThat(result.code()).as(result.toString()).isEqualTo("BLY-3610");
        assertThat(result.facts()).containsEntry("holds", "6");
        assertThat(result.summary()).contains("60ms", "Live is untouched");
    }

    @Test
    void a_hold_that_is_undone_fails_the_rehearsal_by_its_own_code() {
        hold("1ms");

        StepResult result = rehearsed(Optional.of(pgbouncer()));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isIn("BLY-3611", "BLY-3612");
    }

    @Test
    void without_a_pooler_on_the_host_it_is_measured_without_clients_and_said_so() {
        hold("20s");

        StepResult result = rehearsed(Optional.empty());

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("BLY-3691"));
    }

    /** As an operator's abort does. */
    @Test
    void given_up_between_two_holds_nothing_is_left() {
        hold("20s");
        bed.lab().onCheck(shown -> {
            if (shown.contains("back to old")) {
                throw new CancelledByOperator("enough");
            }
        });
        try {
            assertThatThrownBy(() -> rehearsed(Optional.of(pgbouncer()))).isInstanceOf(CancelledByOperator.class);
        } finally {
            bed.lab().onCheck(shown -> {});
        }
    }

    private void hold(String budget) {
        bed.lab().blocks("{\"budget\": {\"hold\": \"" + budget + "\"}}");
    }

    private StepResult rehearsed(Optional<Path> program) {
        StepResult result = new RehearsePromoteStep(() -> program)
                .run(bed.lab().context(RUN, "rehearse_promote", ++epoch, JsonNodeFactory.instance.objectNode()));
        System.out.println("  " + result.summary() + " " + result.facts());
        return result;
    }

    private static Path pgbouncer() {
        String named = System.getenv("BELAY_TEST_PGBOUNCER");
        Path program = Path.of(named == null ? "/usr/sbin/pgbouncer" : named);
        Assumptions.assumeTrue(
                Files.isExecutable(program), "BELAY_TEST_PGBOUNCER names no PgBouncer, and the host has none");
        return program;
    }
}
