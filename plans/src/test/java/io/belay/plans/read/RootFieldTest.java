package io.belay.plans.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootFieldTest {

    @Test
    void a_field_of_the_root_is_found_behind_others() {
        assertThat(kind("""
                ---
                apiVersion: belay/v1
                metadata: {kind: inner, labels: [a, {kind: deeper}]}
                kind: 'FleetPlan'
                """)).contains("FleetPlan");
    }

    @Test
    void what_stands_behind_it_is_not_read() {
        assertThat(kind("kind: StepList\nsteps: [ {{ : never closed\n")).contains("StepList");
    }

    @Test
    void a_mark_in_front_belongs_to_no_name() {
        assertThat(kind("\uFEFFkind: StepList\n")).contains("StepList");
    }

    @Test
    void nothing_is_found_where_nothing_is_said() {
        assertThat(kind("metadata: {kind: inner}\n")).isEmpty();
        assertThat(kind("kind:\n")).isEmpty();
        assertThat(kind("kind: [a]\n")).isEmpty();
        assertThat(kind("- kind: a\n")).isEmpty();
        assertThat(kind("a: [\nkind: b\n")).isEmpty();
        assertThat(kind("")).isEmpty();
    }

    private static Optional<String> kind(String text) {
        return RootField.find(text, "kind");
    }
}
