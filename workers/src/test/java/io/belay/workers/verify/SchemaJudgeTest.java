package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.verify.Difference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaJudgeTest {

    private static Map<String, SchemaObject> view(String text) {
        return Map.of("VIEW s.v", new SchemaObject("VIEW", "s", "v", List.of(text)));
    }

    private static List<Difference> judge(
            Map<String, SchemaObject> old,
            Map<String, SchemaObject> upgraded,
            Map<String, SchemaObject> mirror,
            boolean whole) {
        return new SchemaJudge("shop", old, upgraded).differences(Optional.of(mirror), whole);
    }

    @Test
    void the_same_view_in_new_words_is_no_difference() {
        assertThat(judge(view("SELECT t.a"), view("SELECT a"), view("SELECT a"), true))
                .isEmpty();
    }

    @Test
    void another_view_is_one_and_is_shown_in_new_words() {
        assertThat(judge(view("SELECT t.a"), view("SELECT b"), view("SELECT a"), true))
                .containsExactly(new Difference(Kind.OBJECT_CHANGED, "shop", "VIEW s.v", "SELECT a", "SELECT b"));
    }

    @Test
    void what_the_mirror_lacks_after_errors_is_not_said_to_be_the_same() {
        assertThat(judge(view("SELECT t.a"), view("SELECT a"), Map.of(), false))
                .extracting(Difference::kind)
                .containsExactly(Kind.OBJECT_NOT_COMPARABLE);
        assertThat(judge(view("SELECT a"), Map.of(), Map.of(), false))
                .extracting(Difference::kind)
                .containsExactly(Kind.OBJECT_LOST);
    }

    @Test
    void the_same_text_is_the_same_whatever_the_mirror_says() {
        assertThat(judge(view("SELECT a"), view("SELECT a"), Map.of(), false)).isEmpty();
    }

    @Test
    void an_object_that_may_hold_a_password_is_named_and_not_shown() {
        Map<String, SchemaObject> left =
                Map.of("k", new SchemaObject("USER MAPPING", "", "m", List.of("password 'tiger'")));
        Map<String, SchemaObject> right =
                Map.of("k", new SchemaObject("USER MAPPING", "", "m", List.of("password 'lion'")));

        assertThat(judge(left, right, left, true).toString())
                .doesNotContain("tiger")
                .doesNotContain("lion");
    }
}
