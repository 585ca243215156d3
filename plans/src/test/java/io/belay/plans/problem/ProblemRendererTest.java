package io.belay.plans.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.problem.ErrorCode.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemRendererTest {

    private static final ErrorCode CODE = new ErrorCode(1604, Fault.TEXT);

    private final Source source = new Source(
            "orders.plan.yaml",
            "a: 1\nrehearse: {quick: every_snapshot, full: never}\nbudget: {rehearsal_age: 24h}\n"
                    + "password: hunter2, port: 1\n" + "x".repeat(300) + "y\n");
    private final Problems problems = new Problems(source);

    @Test
    void two_places_that_disagree_are_shown_in_the_order_of_the_file() {
        problems.add(Problem.error(CODE, source.place(3, 25, 3), "no rehearsal can ever be young enough")
                .withLabel("yet one of the last 24h is asked for")
                .withSecond(source.place(2, 41, 5), "nothing is rehearsed in full")
                .withHelp("write `full: 24h`"));

        assertThat(ProblemRenderer.plain().text(problems)).isEqualTo("""
                        error[BLY-1604]: no rehearsal can ever be young enough
                         --> orders.plan.yaml:3:25
                        2 | rehearse: {quick: every_snapshot, full: never}
                          |                                         ----- nothing is rehearsed in full
                        3 | budget: {rehearsal_age: 24h}
                          |                         ^^^ yet one of the last 24h is asked for
                        help: write `full: 24h`
                        see: belay explain BLY-1604
                        """);
    }

    @Test
    void what_has_no_place_speaks_of_the_whole_file() {
        problems.add(Problem.warning(CODE, source.wholeFile(), "the file has 300000 bytes"));

        assertThat(ProblemRenderer.plain().text(problems)).isEqualTo("""
                        warning[BLY-1604]: the file has 300000 bytes
                         --> orders.plan.yaml
                        see: belay explain BLY-1604
                        """);
    }

    @Test
    void a_secret_is_masked_in_every_line_that_is_shown_and_carets_move_with_it() {
        source.hide(source.place(4, 11, 7));
        problems.add(Problem.error(CODE, source.place(4, 20, 4), "something else"));

        assertThat(ProblemRenderer.plain().text(problems))
                .doesNotContain("hunter2")
                .contains("4 | password: ********, port: 1\n  |                     ^^^^\n");
    }

    @Test
    void a_very_long_line_is_cut_around_the_caret() {
        problems.add(Problem.error(CODE, source.place(5, 301, 1), "here"));

        String text = ProblemRenderer.plain().text(problems);

        List<String> lines = text.lines().toList();
        assertThat(lines.get(2)).hasSizeLessThan(160);
        assertThat(lines.get(2).charAt(lines.get(3).indexOf('^'))).isEqualTo('y');
    }

    @Test
    void colour_adds_signs_and_changes_no_word() {
        problems.add(Problem.error(CODE, source.place(1, 1, 1), "here").withHelp("write"));

        String coloured = ProblemRenderer.coloured().text(problems);

        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(ProblemRenderer.plain().text(problems));
    }

    @Test
    void a_file_cannot_send_commands_to_the_terminal() {
        Source hostile = new Source("x", "a: \u001b[2Jb\n");
        Problems found = new Problems(hostile);
        found.add(Problem.error(CODE, hostile.place(1, 1, 1), "`\u001b]0;title\u0007` is unknown"));

        assertThat(ProblemRenderer.plain().text(found)).doesNotContain("\u001b").doesNotContain("\u0007");
    }

    @Test
    void past_twenty_the_rest_is_counted() {
        for (int i = 1; i <= 23; i++) {
            problems.add(Problem.error(CODE, source.place(1, i, 1), "mistake " + i));
        }

        String text = ProblemRenderer.plain().text(problems);

        assertThat(text).contains("mistake 20").doesNotContain("mistake 21").contains("and 3 more");
        assertThat(ProblemJson.of(problems).path("problems")).hasSize(23);
    }

    @Test
    void carets_stand_under_wide_characters_and_behind_marks_that_take_no_room() {
        Source wide = new Source("x", "owner: \u7530\u4e2d, na\u0308me: Wrong\n");
        Problems found = new Problems(wide);
        found.add(Problem.error(CODE, wide.place(1, 8, 2), "one"));
        found.add(Problem.error(CODE, wide.place(1, 19, 5), "two").withSecond(wide.place(1, 12, 5), "its name"));

        String text = ProblemRenderer.plain().text(found);

        assertThat(text)
                .contains("  |        ^^^^\n")
                .contains("  |              ---- its name\n  |                    ^^^^^\n");
    }

    @Test
    void a_tab_takes_one_column_and_the_caret_stands_under_it() {
        Source tab = new Source("x", "\tname: x\n");
        Problems found = new Problems(tab);
        found.add(Problem.error(CODE, tab.place(1, 2, 4), "here"));

        assertThat(ProblemRenderer.plain().text(found)).contains("1 | \u2192name: x\n  |  ^^^^\n");
    }

    @Test
    void on_a_narrow_terminal_a_line_is_cut_and_a_label_goes_below() {
        Source narrow = new Source("x", "a: " + "word ".repeat(30) + "\n");
        Problems found = new Problems(narrow);
        found.add(Problem.error(CODE, narrow.place(1, 64, 4), "here").withLabel("a label that has no room behind it"));

        String text = ProblemRenderer.plain().within(60).text(found);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        List<String> lines = text.lines().toList();
        assertThat(lines.get(2).substring(lines.get(3).indexOf('^'))).startsWith("word");
        assertThat(lines.get(4))
                .endsWith(
                        "| " + " ".repeat(lines.get(4).indexOf("a label") - 4) + "a label that has no room behind it");
    }

    @Test
    void two_places_far_apart_on_one_long_line_are_each_shown() {
        Source far = new Source("x", "first: " + "word ".repeat(60) + "last\n");
        Problems found = new Problems(far);
        found.add(Problem.error(CODE, far.place(1, 308, 4), "here").withSecond(far.place(1, 1, 5), "there"));

        List<String> lines = ProblemRenderer.plain().text(found).lines().toList();

        assertThat(lines.get(2)).startsWith("1 | first").endsWith("\u2026");
        assertThat(lines.get(3)).isEqualTo("  | ----- there");
        assertThat(lines.get(4).substring(lines.get(5).indexOf('^'))).isEqualTo("last");
    }

    @Test
    void what_lies_within_a_secret_is_marked_by_its_mask() {
        source.hide(source.place(4, 11, 7));
        problems.add(Problem.error(CODE, source.place(4, 13, 1), "something in it"));

        assertThat(ProblemRenderer.plain().text(problems)).contains("  |           ^^^^^^^^\n");
    }

    @Test
    void a_second_place_in_an_included_file_is_shown_with_that_files_line() {
        Problems other = new Problems(new Source("common.steps.yaml", "steps: [snapshot]\n"));
        problems.include(other);
        problems.add(Problem.error(CODE, source.place(1, 1, 1), "here")
                .withSecond(new SourcePlace("common.steps.yaml", 1, 9, 8), "and there"));

        assertThat(ProblemRenderer.plain().text(problems)).isEqualTo("""
                        error[BLY-1604]: here
                         --> orders.plan.yaml:1:1
                        1 | a: 1
                          | ^
                         ::: common.steps.yaml:1:9
                        1 | steps: [snapshot]
                          |         -------- and there
                        see: belay explain BLY-1604
                        """);
    }
}
