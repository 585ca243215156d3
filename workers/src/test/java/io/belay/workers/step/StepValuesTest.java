package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.postgres.PostgresFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepValuesTest {

    @Test
    void canonical_durations_are_sums_of_their_parts() {
        assertThat(StepTimes.parse("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(StepTimes.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(StepTimes.parse("1d2h")).isEqualTo(Duration.ofHours(26));
        assertThat(StepTimes.parse("none")).isGreaterThan(Duration.ofDays(7));
    }

    @Test
    void what_is_no_canonical_duration_is_refused() {
        for (String text : new String[] {"", "5", "5 m", "m5", "1h30", "1h 30m", "1y"}) {
            assertThatThrownBy(() -> StepTimes.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_share_is_of_the_whole() {
        assertThat(Shares.of(1000, "15%")).isEqualTo(150);
        assertThat(Shares.of(1000, "0.5%")).isEqualTo(5);
    }

    @Test
    void a_missing_library_is_the_hosts_fault_and_a_refused_statement_the_snapshots() {
        assertThat(SqlStates.isOfTheEnvironment(failure("58P01"))).isTrue();
        assertThat(SqlStates.isOfTheEnvironment(failure("08006"))).isTrue();
        assertThat(SqlStates.isOfTheEnvironment(failure("57P01"))).isTrue();
        assertThat(SqlStates.isOfTheEnvironment(failure("53100"))).isTrue();
        assertThat(SqlStates.isOfTheEnvironment(failure("57014"))).isFalse();
        assertThat(SqlStates.isOfTheEnvironment(failure("42883"))).isFalse();
        assertThat(SqlStates.isOfTheEnvironment(failure(""))).isFalse();
    }

    private static PostgresFailure failure(String state) {
        return new PostgresFailure("refused", state, new IllegalStateException());
    }
}
