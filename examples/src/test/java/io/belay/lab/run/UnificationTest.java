package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.lab.run.Unification.Noted;
import io.belay.workers.commands.Planned;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.PlannedPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnificationTest {

    private static final List<PlannedPart> PLANNED = List.of(part(
            program("start", "/c/<run>/data"),
            Planned.onlyIf("it is asked for", List.of(program("look", "<run>"))),
            Planned.forEach("setting", List.of(program("ask", "<setting>=<value>"))),
            program("stop", "/c/<run>/data", "[--fast]")));

    private static final List<Noted> RUN = List.of(
            noted("start", "/c/r1/data"),
            noted("look", "r1"),
            noted("ask", "a=1"),
            noted("ask", "b=2"),
            noted("stop", "/c/r1/data", "--fast"));

    @Test
    void a_run_that_is_as_planned_tells_what_each_name_stood_for() {
        assertThat(Unification.of(PLANNED, RUN)).containsExactlyEntriesOf(Collections.singletonMap("run", "r1"));
    }

    @Test
    void what_depends_or_repeats_and_optional_arguments_may_be_missing() {
        assertThat(Unification.of(PLANNED, List.of(noted("start", "/c/r2/data"), noted("stop", "/c/r2/data"))))
                .containsEntry("run", "r2");
    }

    @Test
    void a_name_may_not_stand_for_two_values() {
        List<Noted> run = new ArrayList<>(RUN);
        run.set(4, noted("stop", "/c/r2/data"));

        assertParted(run, "line 5");
    }

    @Test
    void another_order_a_missing_and_a_further_program_are_found() {
        List<Noted> swapped = new ArrayList<>(RUN);
        Collections.swap(swapped, 1, 4);
        assertParted(swapped, "line 3");
        assertParted(RUN.subList(0, 4), "line 5");
        List<Noted> longer = new ArrayList<>(RUN);
        longer.add(noted("rm", "-r"));
        assertParted(longer, "line 6");
    }

    @Test
    void another_step_is_another_line() {
        List<Noted> run = new ArrayList<>(RUN);
        run.set(0, new Noted("other", RUN.get(0).words()));

        assertParted(run, "line 1");
    }

    @Test
    void a_statement_that_is_sent_again_is_noted_once_and_another_one_is_not_taken_for_it() {
        List<PlannedPart> planned = List.of(part(statement("SELECT 1"), statement("SELECT 2"), statement("SELECT 1")));
        Noted first = new Noted("s", List.of(Unification.SQL, "live db", "SELECT 1"));
        Noted second = new Noted("s", List.of(Unification.SQL, "live db", "SELECT 2"));

        assertThat(Unification.of(planned, List.of(first, second))).isEmpty();
        assertThatThrownBy(() -> Unification.of(planned, List.of(first, second, first)))
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> Unification.of(planned, List.of(second, first)))
                .hasMessageContaining("line 1");
    }

    @Test
    void parts_side_by_side_keep_each_its_own_order_and_what_is_behind_them_comes_behind_all_of_them() {
        List<PlannedPart> planned = List.of(part(Stream.concat(
                        Planned.sideBySide(List.of(
                                        Planned.part("a", List.of(program("a1"), program("a2", "<run>"))),
                                        Planned.part(
                                                "b",
                                                List.of(
                                                        program("b1"),
                                                        Planned.forEach("one", List.of(program("b2", "<one>")))))))
                                .stream(),
                        Stream.of(program("end")))
                .toArray(Planned[]::new)));

        List<Noted> mixed =
                List.of(noted("b1"), noted("a1"), noted("b2", "x"), noted("a2", "r"), noted("b2", "y"), noted("end"));
        assertThat(Unification.of(planned, mixed)).containsExactlyEntriesOf(Collections.singletonMap("run", "r"));
        assertThat(Unification.of(planned, List.of(noted("a1"), noted("a2", "r"), noted("b1"), noted("end"))))
                .containsEntry("run", "r");
        assertThatThrownBy(() ->
                        Unification.of(planned, List.of(noted("a2", "r"), noted("a1"), noted("b1"), noted("end"))))
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> Unification.of(planned, List.of(noted("a1"), noted("b1"), noted("end"))))
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> Unification.of(
                        planned, List.of(noted("a1"), noted("b1"), noted("a2", "r"), noted("end"), noted("b2", "x"))))
                .hasMessageContaining("line 5");
    }

    @Test
    void a_name_that_appears_first_under_a_condition_is_another_one_in_the_part_beside_it() {
        List<PlannedPart> planned = List.of(part(Planned.sideBySide(List.of(
                        Planned.part(
                                "a",
                                List.of(Planned.forEach(
                                        "one", List.of(program("a1", "<one>"), program("a2", "<one>"))))),
                        Planned.part(
                                "b",
                                List.of(Planned.forEach(
                                        "one", List.of(program("b1", "<one>"), program("b2", "<one>")))))))
                .toArray(Planned[]::new)));

        assertThat(Unification.of(
                        planned, List.of(noted("a1", "x"), noted("b1", "y"), noted("a2", "x"), noted("b2", "y"))))
                .isEmpty();
        assertThatThrownBy(() -> Unification.of(
                        planned, List.of(noted("a1", "x"), noted("b1", "y"), noted("a2", "y"), noted("b2", "y"))))
                .hasMessageContaining("line 3");
    }

    @Test
    void what_is_sent_to_two_servers_keeps_its_order_with_each_of_them() {
        Planned both = new Planned.Statement(List.of("old", "new"), "db", "SELECT 1");
        Planned then = new Planned.Statement(List.of("old", "new"), "db", "SELECT 2");
        List<PlannedPart> planned = List.of(part(Planned.sideBySide(List.of(
                        Planned.part("compared", List.of(both, then)), Planned.part("beside", List.of(program("p")))))
                .toArray(Planned[]::new)));

        assertThat(Unification.of(
                        planned,
                        List.of(
                                sent("old db", "SELECT 1"),
                                sent("old db", "SELECT 2"),
                                noted("p"),
                                sent("new db", "SELECT 1"),
                                sent("new db", "SELECT 2"))))
                .isEmpty();
        assertThatThrownBy(() -> Unification.of(
                        planned,
                        List.of(
                                sent("old db", "SELECT 1"),
                                sent("new db", "SELECT 2"),
                                noted("p"),
                                sent("new db", "SELECT 1"),
                                sent("old db", "SELECT 2"))))
                .hasMessageContaining("line 2");
    }

    @Test
    void an_argument_that_may_come_several_times_has_another_value_each_time() {
        List<PlannedPart> planned = List.of(part(program("say", "[resume <one>...]", "done")));

        assertThat(Unification.of(planned, List.of(noted("say", "resume a", "resume b", "done"))))
                .isEmpty();
        assertThat(Unification.of(planned, List.of(noted("say", "done")))).isEmpty();
        assertThatThrownBy(() -> Unification.of(planned, List.of(noted("say", "resume a", "pause b", "done"))))
                .hasMessageContaining("line 1");
    }

    private static Noted sent(String where, String sql) {
        return new Noted("s", List.of(Unification.SQL, where, sql));
    }

    private static Planned statement(String sql) {
        return new Planned.Statement(List.of("live"), "db", sql);
    }

    private static void assertParted(List<Noted> run, String where) {
        assertThatThrownBy(() -> Unification.of(PLANNED, run))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(where);
    }

    private static PlannedPart part(Planned... forwards) {
        return new PlannedPart("s", "s", List.of(forwards), List.of(), "");
    }

    private static Program program(String... arguments) {
        return new Program("", List.of(arguments));
    }

    private static Noted noted(String... arguments) {
        List<String> words = new ArrayList<>(List.of(""));
        words.addAll(List.of(arguments));
        return new Noted("s", words);
    }
}
