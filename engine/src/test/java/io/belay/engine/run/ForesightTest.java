package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Preview.Deed;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a decision would set going is what it then sets going. */
class ForesightTest {

    private static final RunReference RUN = new RunReference("r1", false, "db1/orders", "p", "h".repeat(64), "");

    @Test
    void an_approval_foresees_the_crossing_and_asks_to_look_twice() {
        Play play = Play.apply(Plans.withRetire()).go();

        Preview preview = foresee(play, Choice.approve("approve", "hash", ""));

        assertThat(preview.deeds())
                .containsExactly(new Deed("run", "promote", "CONFIRM", "touches live, clients: the crossing"));
        assertThat(preview.grade()).isEqualTo("CONFIRM");
        assertThat(preview.clients()).isTrue();
        assertThat(preview.then()).contains("until then old live is kept");
    }

    @Test
    void a_rollback_names_its_undos_and_the_waypoint_it_reaches() {
        Play play = Play.apply(Plans.withPublish())
                .when(Verb.RUN, "analyze", Play.bad(Play.TEXT))
                .go();

        Preview nearer = foresee(play, Choice.of(Kind.ROLLBACK, "clone"));
        Preview whole = foresee(play, Choice.of(Kind.ROLLBACK, "preflight"));

        assertThat(nearer.deeds())
                .containsExactly(new Deed("restore", "clone", "SAFE", "the candidate to waypoint w4"));
        assertThat(nearer.waypoint()).isEqualTo("w4");
        assertThat(nearer.grade()).isEqualTo("SAFE");
        assertThat(whole.deeds())
                .containsExactly(
                        new Deed("undo", "publish", "CONFIRM", "what it did outside the candidate"),
                        new Deed(
                                "drop",
                                "",
                                "CONFIRM",
                                "the candidate and its waypoints: what was built is built anew"));
        assertThat(whole.then()).isEqualTo("waits for a person: retry, roll back or abort");
    }

    @Test
    void what_the_run_refuses_is_forbidden_with_its_reason() {
        Preview preview = foresee(Play.apply(Plans.minimal()).go(), Choice.of(Kind.RETRY));

        assertThat(preview.grade()).isEqualTo("FORBIDDEN");
        assertThat(preview.refusal()).startsWith("BLY-4012 there is nothing to retry");
        assertThat(preview.deeds()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RETRY", "ABORT", "ROLLBACK", "SKIP"})
    void what_is_foreseen_is_what_then_runs(Kind kind) {
        Play play = Play.apply(Plans.withPublish())
                .when(Verb.RUN, "clone", Play.bad(Play.LIBRARY), Play.bad(Play.LIBRARY), Play.bad(Play.LIBRARY))
                .go();
        RunState before = play.state();
        Preview preview = foresee(play, Choice.of(kind));
        int done = play.deeds().size();

        assertThat(play.state()).isSameAs(before);
        if (preview.refusal().isEmpty()) {
            play.decide(kind, "").go();
            assertThat(play.deeds().subList(done, play.deeds().size()).stream()
                            .filter(deed -> !deed.startsWith("TAKE_WAYPOINT")))
                    .map(deed -> deed.replace("DROP_CANDIDATE", "DROP").replaceFirst(" .*", ""))
                    .containsExactlyElementsOf(preview.deeds().stream()
                            .map(deed -> deed.does().equals("ask")
                                    ? "ask"
                                    : deed.does().toUpperCase(Locale.ROOT))
                            .toList());
        }
    }

    private static Preview foresee(Play play, Choice choice) {
        Decision decision = new Decision(choice, "carol", "because");
        Optional<OperatorRules.Objection> objection = OperatorRules.check(play.state(), decision, "hash");
        return Foresight.of(
                play.state(),
                StatusText.of(RUN, play.state()).withRevision(7),
                decision,
                objection,
                Instant.parse("2026-11-22T13:00:00Z"));
    }
}
