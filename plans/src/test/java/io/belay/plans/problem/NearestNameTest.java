package io.belay.plans.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("preflight", "snapshot", "clone", "pg_upgrade", "verify");

    @Test
    void a_typing_mistake_finds_the_word_that_was_meant() {
        assertThat(NearestName.of("preflght", KNOWN)).contains("preflight");
        assertThat(NearestName.of("pg_upgarde", KNOWN)).contains("pg_upgrade");
        assertThat(NearestName.of("snaphsots", KNOWN)).contains("snapshot");
        assertThat(NearestName.of("vreify", KNOWN)).contains("verify");
    }

    @Test
    void a_different_word_finds_nothing() {
        assertThat(NearestName.of("vacuum", KNOWN)).isEmpty();
        assertThat(NearestName.of("", KNOWN)).isEmpty();
    }

    @Test
    void a_swap_of_neighbours_counts_once() {
        assertThat(NearestName.distance("colne", "clone")).isEqualTo(1);
        assertThat(NearestName.distance("clone", "clone")).isZero();
    }
}
