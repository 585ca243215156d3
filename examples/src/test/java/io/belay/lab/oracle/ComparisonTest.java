package io.belay.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.lab.Proof;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The matrix is worth what its comparison sees: each kind of false statement is shown to be found. */
class ComparisonTest {

    private static final Proof KEPT = new Proof(10, 0, List.of(), 0, true, 0);
    private static final String SERVES = "live serves on, untouched; there is no candidate";
    private static final String NEW_IS_LIVE = "new is live; old live is kept, stopped and untouched";

    @Test
    void a_true_statement_before_and_behind_the_crossing_is_passed() {
        assertThat(Comparison.falsehoods(asks(SERVES), old())).isEmpty();
        assertThat(Comparison.falsehoods(promoted(), target())).isEmpty();
    }

    @Test
    void live_that_is_said_to_serve_on_but_takes_no_write_is_found() {
        Truth neither = truth(false, false, false, Set.of(), List.of(), Optional.empty());

        assertThat(Comparison.falsehoods(asks(SERVES), neither))
                .contains("neither old nor new takes a write", "stated that live serves on, but old takes no write");
    }

    @Test
    void two_servers_that_take_writes_are_found_whatever_is_stated() {
        Truth both = truth(true, true, false, Set.of(), List.of(), Optional.empty());

        assertThat(Comparison.falsehoods(promoted(), both)).contains("old and new both take writes");
    }

    @Test
    void a_crossing_that_is_not_stated_or_stated_too_early_is_found() {
        assertThat(Comparison.falsehoods(asks(SERVES), target()))
                .contains("not stated that new is live, but it takes writes");
        assertThat(Comparison.falsehoods(promoted(), old())).contains("stated that new is live, but it takes no write");
    }

    @Test
    void an_end_that_is_not_known_and_says_so_is_no_false_statement() {
        Truth neither = truth(false, false, true, Set.of("w3"), List.of(), Optional.empty());
        Statement said = asks(
                "nothing is undone on a guess; whether live or new serves clients has to be looked up on the host");

        assertThat(Comparison.falsehoods(said, neither)).isEmpty();
    }

    @Test
    void a_waypoint_or_candidate_that_is_not_as_stated_is_found() {
        Statement said = asks("live serves on, untouched; the candidate is at waypoint `w4-2`, behind `pg_upgrade`");

        assertThat(Comparison.falsehoods(said, withCandidate("w3", "w4-2"))).isEmpty();
        assertThat(Comparison.falsehoods(said, withCandidate("w3"))).hasSize(1);
        assertThat(Comparison.falsehoods(said, old())).hasSize(1);
        assertThat(Comparison.falsehoods(asks(SERVES), withCandidate("w3"))).hasSize(1);
    }

    @Test
    void a_payment_that_was_acknowledged_and_is_not_held_is_found() {
        Proof lost = new Proof(10, 1, List.of(7), 0, true, 0);
        Truth found = truth(true, false, false, Set.of(), List.of(), Optional.of(lost));

        assertThat(Comparison.falsehoods(asks(SERVES), found))
                .singleElement()
                .asString()
                .startsWith("payments are lost");
    }

    @Test
    void what_a_run_leaves_counts_when_it_has_ended() {
        Truth left = truth(true, false, false, Set.of(), List.of("process 17"), Optional.of(KEPT));

        assertThat(Comparison.falsehoods(asks(SERVES), left)).isEmpty();
        assertThat(Comparison.falsehoods(said("aborted", true, false, SERVES), left))
                .containsExactly("left behind: process 17");
    }

    @Test
    void under_way_only_what_was_false_before_and_behind_the_look_is_found() {
        Servers onlyOld = new Servers(true, false);
        Servers onlyNew = new Servers(false, true);

        assertThat(Comparison.falsehoodsUnderWay(asks(SERVES), onlyOld, onlyNew))
                .isEmpty();
        assertThat(Comparison.falsehoodsUnderWay(asks(SERVES), onlyNew, onlyNew))
                .hasSize(1);
        assertThat(Comparison.falsehoodsUnderWay(promoted(), onlyOld, onlyOld)).hasSize(1);
    }

    private static Truth old() {
        return truth(true, false, false, Set.of(), List.of(), Optional.of(KEPT));
    }

    private static Truth target() {
        return truth(false, true, false, Set.of(), List.of(), Optional.of(KEPT));
    }

    private static Truth withCandidate(String... waypoints) {
        return truth(true, false, true, Set.of(waypoints), List.of(), Optional.of(KEPT));
    }

    private static Truth truth(
            boolean old,
            boolean target,
            boolean candidate,
            Set<String> waypoints,
            List<String> left,
            Optional<Proof> proof) {
        return new Truth(old, target, true, candidate, waypoints, left, proof);
    }

    private static Statement asks(String safe) {
        return said("blocked", false, false, safe);
    }

    private static Statement promoted() {
        return said("promoted", true, true, NEW_IS_LIVE);
    }

    private static Statement said(String phase, boolean ended, boolean promoted, String safe) {
        return new Statement("r1", phase, ended, !ended, promoted, safe, "belay retry r1", "", "", List.of());
    }
}
