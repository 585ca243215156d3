package io.belay.plans.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({"90s,1m30s", "24h,1d", "250ms,250ms", "2h30m,2h30m", "1500ms,1s500ms", "0s,0s", "48h,2d", "7d,7d"})
    void a_duration_has_one_normal_spelling(String written, String normal) {
        assertThat(DurationText.parse(written).map(DurationText::write)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "1.5h", "1w", "1 month", "30m2h", "-5m", "5M", "٣s"})
    void what_is_no_duration_is_not_read(String written) {
        assertThat(DurationText.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1024KiB,1MiB", "20GiB,20GiB", "1536MiB,1536MiB", "0B,0B", "2048GiB,2TiB"})
    void a_size_has_one_normal_spelling(String written, String normal) {
        assertThat(ByteSize.parse(written).map(ByteSize::toString)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20GB", "20G", "20", "GiB", "20 GiB", "999999999999PiB", "-1GiB"})
    void what_is_no_size_is_not_read(String written) {
        assertThat(ByteSize.parse(written)).isEmpty();
    }

    @Test
    void gibibytes_are_rounded_up() {
        assertThat(new ByteSize(1).toGibibytes()).isEqualTo(1);
        assertThat(new ByteSize(1L << 30).toGibibytes()).isEqualTo(1);
        assertThat(new ByteSize(Long.MAX_VALUE).toGibibytes()).isEqualTo(1L << 33);
    }

    @ParameterizedTest
    @CsvSource({"15%,15%", "0.5%,0.5%", "15.0%,15%", "15.05%,15.05%", "100%,100%", "0%,0%"})
    void a_share_has_one_normal_spelling(String written, String normal) {
        assertThat(Percent.parse(written).map(Percent::toString)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.15", "200%", "100.01%", "5", "1.234%", "%"})
    void what_is_no_share_is_not_read(String written) {
        assertThat(Percent.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2x,2x", "1.5x,1.5x", "1.50x,1.5x", "1.05x,1.05x"})
    void a_factor_has_one_normal_spelling(String written, String normal) {
        assertThat(Factor.parse(written).map(Factor::toString)).contains(normal);
    }

    @Test
    void nothing_invalid_can_be_built() {
        assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Percent(10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Factor(99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PostgresVersion(9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_written_is_read_back() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong(0, 400L * 24 * 3600 * 1000));
            ByteSize size = new ByteSize(random.nextLong(0, 1L << 39) << random.nextInt(0, 11));
            assertThat(DurationText.parse(DurationText.write(duration)))
                    .as("seed " + seed)
                    .contains(duration);
            assertThat(ByteSize.parse(size.toString())).as("seed " + seed).contains(size);
        }
    }
}
