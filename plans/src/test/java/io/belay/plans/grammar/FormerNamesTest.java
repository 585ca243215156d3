package io.belay.plans.grammar;

import static io.belay.plans.grammar.FormerNames.Former.changed;
import static io.belay.plans.grammar.FormerNames.Former.removed;
import static io.belay.plans.grammar.FormerNames.Former.renamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.YamlText;
import io.belay.plans.step.StepsGrammar;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of names that fields once had, on blocks that there are and names that there never were. */
class FormerNamesTest {

    private static final FormerNames NAMES = FormerNames.of(
            renamed("plan.budget", "hold_time", "0.3", "hold"),
            renamed("plan.inputs.*", "kind", "0.3", "type"),
            renamed("step.promote", "return", "0.3", "way_back"),
            renamed("step", "remark", "0.3", "note"),
            renamed("step", "upgrade", "0.4", "pg_upgrade"),
            removed("plan.limits", "network", "0.3", "delete it; `io` bounds what is read and written"),
            changed("plan.snapshots", "minutes", "0.3", "every", "write `every: 1h`, with its unit"));

    private static final String OLD = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            inputs:
              to: {kind: version, default: 17}
            live: {cluster: db1/orders, version: 13}
            target: {version: "${inputs.to}"}
            budget: {hold_time: 2m}
            steps:
              - preflight
              - snapshot
              - clone
              - upgrade
              - {upgrade: {jobs: 2}, id: again, remark: Twice}
              - verify
              - approve: {by: change-board}
              - promote: {mode: offline, return: none}
            """;

    @Test
    void an_old_name_is_read_as_the_new_one_and_the_line_to_write_is_shown() {
        Problems problems = problems(OLD);
        UpgradePlan old = read(OLD, problems);
        UpgradePlan now = read(
                OLD.replace("kind: version", "type: version")
                        .replace("hold_time", "hold")
                        .replace("remark", "note")
                        .replace("upgrade\n", "pg_upgrade\n")
                        .replace("{upgrade", "{pg_upgrade")
                        .replace("return", "way_back"),
                problems("x"));

        assertThat(problems.hasErrors()).isFalse();
        assertThat(old.forms()).isEqualTo(now.forms());
        assertThat(old.steps())
                .extracting(Step::kind)
                .isEqualTo(now.steps().stream().map(Step::kind).toList());
        assertThat(old.steps())
                .extracting(Step::with)
                .isEqualTo(now.steps().stream().map(Step::with).toList());
        assertThat(old.steps().get(4).note()).isEqualTo("Twice");
        assertThat(problems.sorted())
                .extracting(problem -> problem.place().line() + " " + problem.statement())
                .containsExactly(
                        "5 `kind` is now called `type`",
                        "8 `hold_time` is now called `hold`",
                        "13 `upgrade` is now called `pg_upgrade`",
                        "14 `upgrade` is now called `pg_upgrade`",
                        "14 `remark` is now called `note`",
                        "17 `return` is now called `way_back`");
        assertThat(ProblemRenderer.plain().text(problems)).contains("""
                warning[BLY-1107]: `hold_time` is now called `hold`
                 --> orders.plan.yaml:8:10
                8 | budget: {hold_time: 2m}
                  |          ^^^^^^^^^ since Belay 0.3
                help: write `hold: 2m`; `belay format` does it
                see: belay explain BLY-1107
                """);
    }

    @Test
    void a_name_that_is_gone_is_answered_by_what_to_write() {
        String text = OLD.replace("budget: {hold_time: 2m}", "limits: {network: 5%}\nsnapshots: {minutes: 60}");
        Problems problems = problems(text);
        read(text, problems);

        assertThat(ProblemRenderer.plain().text(problems)).contains("""
                error[BLY-1113]: there is no `network` any more
                 --> orders.plan.yaml:8:10
                8 | limits: {network: 5%}
                  |          ^^^^^^^ since Belay 0.3
                help: delete it; `io` bounds what is read and written
                see: belay explain BLY-1113
                """).contains("""
                error[BLY-1113]: there is no `minutes` any more; it is `every` by now
                 --> orders.plan.yaml:9:13
                9 | snapshots: {minutes: 60}
                  |             ^^^^^^^ since Belay 0.3
                help: write `every: 1h`, with its unit
                see: belay explain BLY-1113
                """);
    }

    @Test
    void both_names_of_one_field_are_the_same_field_twice() {
        String text = OLD.replace("{hold_time: 2m}", "{hold: 1m, hold_time: 2m}");
        Problems problems = problems(text);
        UpgradePlan plan = read(text, problems);

        assertThat(problems.sorted())
                .filteredOn(problem -> problem.isError())
                .singleElement()
                .satisfies(problem -> assertThat(problem.help()).isEqualTo("keep `hold` and delete `hold_time`"));
        assertThat(plan.budget().hold()).hasMinutes(1);
    }

    @Test
    void without_a_catalogue_such_names_are_unknown() {
        Problems problems = problems(OLD);
        PlanGrammar.read(
                YamlText.read(OLD, problems).orElseThrow(),
                Map.of(),
                new Reading("the plan", problems, PlanFolder.none()),
                StepsGrammar::read);

        assertThat(problems.sorted())
                .extracting(problem -> problem.code().text())
                .contains("BLY-1101")
                .doesNotContain("BLY-1107");
        assertThat(FormerNames.KNOWN.isEmpty()).isTrue();
    }

    private static Problems problems(String text) {
        return new Problems(new Source("orders.plan.yaml", text));
    }

    private static UpgradePlan read(String text, Problems problems) {
        return PlanGrammar.read(
                        YamlText.read(text, problems).orElseThrow(),
                        Map.of(),
                        new Reading("the plan", problems, PlanFolder.none(), NAMES),
                        StepsGrammar::read)
                .orElseThrow()
                .plan();
    }
}
