package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LsnTest {

    @Test
    void is_read_and_printed_as_postgresql_does() {
        assertThat(Lsn.parse("0/15CEAB8").position()).isEqualTo(0x15CEAB8L);
        assertThat(Lsn.parse("16/B374D848")).hasToString("16/B374D848");
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF")).isGreaterThan(Lsn.parse("7FFFFFFF/0"));
    }

    @Test
    void one_byte_more_crosses_into_the_next_four_gibibytes() {
        assertThat(Lsn.parse("0/FFFFFFFF").plus(1)).hasToString("1/0");
        assertThat(Lsn.parse("1/0").minus(Lsn.parse("0/FFFFFFFF"))).isEqualTo(1);
    }

    @Test
    void anything_else_is_refused() {
        assertThatThrownBy(() -> Lsn.parse("123456789/0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lsn.parse("")).isInstanceOf(IllegalArgumentException.class);
    }
}
