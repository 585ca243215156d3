package io.belay.workers.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Finding LIBRARY =
            Finding.blocker(PreflightErrors.LIBRARY_MISSING, "x", "the library is missing");
    private static final Finding COLUMN =
            Finding.blocker(PreflightErrors.REG_TYPE_COLUMN, "db: t.c", "the column is refused");
    private static final Finding ROOM = Finding.warning(PreflightErrors.LITTLE_ROOM, "/place", "room is short");

    private static StepResult fold(List<Finding> findings, Acceptance... accepted) {
        return Verdict.fold(findings, 7, List.of(accepted), TODAY);
    }

    private static Acceptance accept(String code, Optional<String> object, LocalDate until) {
        return new Acceptance(code, object, "known", "alice@example.com", until);
    }

    @Test
    void nothing_found_succeeds() {
        assertThat(fold(List.of()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(fold(List.of()).facts()).containsEntry("families", "7");
    }

    @Test
    void a_missing_library_is_the_environments_fault_so_a_retry_makes_sense() {
        StepResult result = fold(List.of(LIBRARY));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.fault()).isEqualTo("ENVIRONMENT");
        assertThat(result.code()).isEqualTo("BLY-2031");
    }

    @Test
    void one_blocker_in_the_snapshot_decides_and_comes_first() {
        StepResult result = fold(List.of(LIBRARY, COLUMN));

        assertThat(result.fault()).isEqualTo("SNAPSHOT");
        assertThat(result.code()).isEqualTo("BLY-2013");
        assertThat(result.summary()).isEqualTo("the column is refused (and 1 more)");
        assertThat(result.findings()).extracting(FindingReport::code).containsExactly("BLY-2013", "BLY-2031");
    }

    @Test
    void a_warning_does_not_fail_and_an_accepted_one_says_by_whom() {
        StepResult result = fold(List.of(ROOM), accept("BLY-2160", Optional.of("/place"), TODAY));

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.findings().get(0).severity()).isEqualTo("note");
        assertThat(result.findings().get(0).statement())
                .contains("accepted by alice@example.com until 2026-11-21: known");
    }

    @Test
    void an_acceptance_ends_and_holds_only_for_its_object() {
        assertThat(fold(List.of(ROOM), accept("BLY-2160", Optional.empty(), TODAY.minusDays(1)))
                        .facts())
                .containsEntry("warnings", "1");
        assertThat(fold(List.of(ROOM), accept("BLY-2160", Optional.of("/other"), TODAY))
                        .facts())
                .containsEntry("warnings", "1");
    }

    @Test
    void nothing_accepts_a_blocker() {
        assertThat(fold(List.of(COLUMN), accept("BLY-2013", Optional.empty(), TODAY))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void of_very_many_findings_fifty_travel_and_the_rest_is_counted() {
        StepResult result = fold(Collections.nCopies(53, ROOM));

        assertThat(result.findings()).hasSize(50);
        assertThat(result.facts()).containsEntry("findings_left_out", "3").containsEntry("warnings", "53");
    }
}
