package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SkipTest {

    @Test
    void a_run_goes_on_without_a_failed_step_that_nothing_relies_on() {
        Play play = failing(plan(false, "clone"), "analyze");
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);

        play.decide(Kind.SKIP, "analyze").go();

        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(play.state().step("analyze").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(play.state().step("analyze").note()).isEqualTo("left out by carol: because");
        assertThat(play.deeds()).contains("RUN verify");
        assertThat(play.deeds().indexOf("RESTORE clone w1"))
                .isLessThan(play.deeds().indexOf("RUN verify"));
    }

    @Test
    void what_a_later_step_relies_on_is_not_left_out() {
        assertThat(objection(plan(false, "clone", "analyze"))).contains("step `analyze` is relied on by `verify`");
        assertThat(objection(plan(false))).contains("step `analyze` is relied on by `verify`");
    }

    @Test
    void what_no_upgrade_goes_without_is_not_left_out() {
        assertThat(objection(plan(true, "clone"))).contains("step `analyze` is one that no upgrade goes without");
    }

    @Test
    void nobody_decides_for_the_people_of_a_gate() {
        Play play = Play.apply(Plans.gated(1, "3d", false)).go().decide(Kind.REJECT, "approve");

        assertThat(check(play, "approve").map(Objection::message).orElseThrow()).contains("people's decision");
    }

    @Test
    void only_what_failed_is_left_out_and_only_when_that_is_known() {
        Play going = Play.apply(plan(false, "clone")).goUntil(Verb.RUN, "analyze");
        assertThat(check(going, "analyze").map(Objection::message))
                .contains("no step has failed that could be left out");

        Play failed = failing(plan(false, "clone"), "analyze");
        assertThat(check(failed, "verify").map(Objection::message).orElseThrow())
                .contains("`analyze` did");

        Play unclear = Play.apply(plan(false, "clone"));
        StepResult[] never = new StepResult[20];
        java.util.Arrays.fill(never, Play.unclear());
        unclear.when(Verb.RUN, "analyze", Play.unclear())
                .when(Verb.INSPECT, "analyze", never)
                .go();
        assertThat(check(unclear, "").map(Objection::message).orElseThrow()).contains("nobody can tell yet");
    }

    private static Play failing(ResolvedPlan plan, String step) {
        StepResult missing = StepResult.failed(Play.LIBRARY, "library missing", "install it", Map.of());
        return Play.apply(plan).when(Verb.RUN, step, missing, missing, missing).go();
    }

    private static Optional<String> objection(ResolvedPlan plan) {
        Optional<Objection> objection = check(failing(plan, "analyze"), "analyze");
        assertThat(objection.map(found -> found.code().text())).contains("BLY-4039");
        return objection.map(Objection::message);
    }

    private static Optional<Objection> check(Play play, String step) {
        return OperatorRules.check(play.state(), Play.decision(Kind.SKIP, step), "hash");
    }

    /** @param verifys what `verify` says that it relies on */
    private static ResolvedPlan plan(boolean required, String... verifys) {
        return Plans.of(
                Plans.candidate("clone", 3, "drop_candidate"),
                Plans.spare(Plans.candidate("analyze", 2, "restore"), required),
                Plans.spare(Plans.step("verify", "nothing", 3), true, verifys));
    }
}
