package io.belay.workers.clone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    @Test
    void a_subscription_is_cut_off_before_it_is_dropped() {
        assertThat(Subscriptions.statements("we\"ird"))
                .containsExactly(
                        "ALTER SUBSCRIPTION \"we\"\"ird\" CONNECTION 'host=/nonexistent/belay dbname=none user=none password=none'",
                        "ALTER SUBSCRIPTION \"we\"\"ird\" DISABLE",
                        "ALTER SUBSCRIPTION \"we\"\"ird\" SET (slot_name = NONE)",
                        "DROP SUBSCRIPTION \"we\"\"ird\"");
    }
}
