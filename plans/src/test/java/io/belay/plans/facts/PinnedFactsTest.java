package io.belay.plans.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PinnedFactsTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @Test
    void the_same_world_has_the_same_hash_however_it_is_told() {
        PinnedFacts one = PinnedFacts.read("{\"live\":{\"port\":5432,\"major\":13},\"allow\":[\"rehearse\"]}");
        PinnedFacts other =
                PinnedFacts.read("{ \"allow\": [\"rehearse\"], \"live\": {\"major\": 13, \"port\": 5432} }");

        assertThat(one).isEqualTo(other);
        assertThat(one.hash()).isEqualTo(other.hash()).hasSize(64);
        assertThat(one.driftTo(other)).isEmpty();
    }

    @Test
    void every_difference_is_named_with_old_and_new() {
        PinnedFacts was = PinnedFacts.read("{\"allow\":[\"rehearse\",\"snapshot\"],\"poolers\":{},"
                + "\"postgres\":{\"17\":{\"programs\":{\"psql\":\"" + A + "\"}}},\"live\":{\"wal\":\"/wal\"}}");
        PinnedFacts now = PinnedFacts.read("{\"allow\":[\"rehearse\"],\"poolers\":{\"db1/orders\":{\"config\":\"/p\"}},"
                + "\"postgres\":{\"17\":{\"programs\":{\"psql\":\"" + B + "\"}}},\"live\":{}}");

        assertThat(was.driftTo(now))
                .extracting(Drift::words)
                .containsExactly(
                        "`allow` was [rehearse, snapshot], is [rehearse]",
                        "`live.wal` is gone, it was /wal",
                        "`poolers.db1/orders.config` is new: /p",
                        "`postgres.17.programs.psql` was aaaaaaaaaaaa, is bbbbbbbbbbbb");
    }

    @Test
    void two_different_hashes_always_have_a_difference_to_show() {
        PinnedFacts number = PinnedFacts.read("{\"port\":5432}");
        PinnedFacts text = PinnedFacts.read("{\"port\":\"5432\"}");

        assertThat(number.hash()).isNotEqualTo(text.hash());
        assertThat(number.driftTo(text)).isNotEmpty();
    }

    @Test
    void what_is_no_object_or_holds_fractions_is_refused() {
        assertThatThrownBy(() -> PinnedFacts.read("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PinnedFacts.read("{\"load\":1.5}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PinnedFacts.read("{")).isInstanceOf(IllegalArgumentException.class);
    }
}
