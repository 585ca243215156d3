package io.belay.plans.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

    private Problems problems = new Problems(new Source("x", ""));

    /** Editors of Windows write one; what stands behind it keeps its column. */
    @Test
    void a_mark_of_the_encoding_at_the_beginning_is_no_part_of_the_text() {
        String text = "\uFEFFkey: no\nother: 1\n";
        problems = new Problems(new Source("x", text));
        MappingNode root = (MappingNode) YamlText.read(text, problems).orElseThrow();

        assertThat(problems.isEmpty()).isTrue();
        assertThat(root.entries().get(0).key()).isEqualTo("key");
        assertThat(root.entries().get(0).value().place().column()).isEqualTo(6);
        assertThat(problems.source().shown(1)).isEqualTo("key: no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "22:30", "010", "16.10", "0x1F", "~", "null", "1e3", "2027-01-31", "on", ".inf"})
    void a_value_stays_the_text_that_was_written(String written) {
        TextNode value = (TextNode) value("key: " + written + "\n");

        assertThat(value.text()).isEqualTo(written);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void places_count_from_one_in_letters_as_people_see_them() {
        TextNode value = inner("ключ😀: {a: значение}\n");

        assertThat(value.place().line()).isEqualTo(1);
        assertThat(value.place().column()).isEqualTo(12);
        assertThat(value.place().length()).isEqualTo(8);
    }

    @Test
    void a_quoted_text_keeps_its_blanks_and_an_apostrophe_opens_nothing() {
        assertThat(((TextNode) value("key: 'it''s ${x} here'\n")).text()).isEqualTo("it's ${x} here");
        assertThat(((TextNode) value("key: don't  # not ${x} here\n")).text()).isEqualTo("don't");
        assertThat(((TextNode) value("key: \"a \\\" ${x}\"\n")).text()).isEqualTo("a \" ${x}");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void an_alias_that_names_itself_ends() {
        read("a: &a [*a, {b: *a}]\n");

        assertThat(problems.sorted())
                .extracting(problem -> problem.code().number())
                .containsOnly(1003);
    }

    @Test
    void aliases_that_multiply_are_never_expanded() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 40; i++) {
            text.append("a").append(i).append(": &a").append(i);
            text.append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
        }

        assertThat(read(text.toString())).isPresent();
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void brackets_without_end_are_too_deep_and_nothing_worse() {
        read("a: " + "[".repeat(100_000));

        assertThat(problems.sorted())
                .extracting(problem -> problem.code().number())
                .containsExactly(1006);
    }

    @Test
    void a_tab_in_the_indentation_is_reported_and_the_rest_is_read() {
        ListNode steps = (ListNode) value("steps:\n  - a\n\t- b\n");

        assertThat(steps.items()).hasSize(2);
        assertThat(steps.items().get(1).place().column()).isEqualTo(4);
        assertThat(problems.sorted())
                .extracting(problem -> problem.code().number())
                .containsExactly(1004);
    }

    @Test
    void no_text_however_strange_makes_the_reader_fail() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "a:b- {}[],'\"#&*!|>%@`\t\n\n  ${x}?<<~\u202e\u0000\ud800😀é";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Optional<Node> node = read(text.toString());
            assertThat(node.isPresent() || problems.hasErrors())
                    .as("seed " + seed + ": " + text)
                    .isTrue();
        }
    }

    private Optional<Node> read(String text) {
        problems = new Problems(new Source("x", text));
        return YamlText.read(text, problems);
    }

    private Node value(String text) {
        return ((MappingNode) read(text).orElseThrow()).entries().get(0).value();
    }

    private TextNode inner(String text) {
        return (TextNode) ((MappingNode) value(text)).entries().get(0).value();
    }
}
