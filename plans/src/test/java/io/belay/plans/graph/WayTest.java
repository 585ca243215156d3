package io.belay.plans.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.PlanFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WayTest {

    private static final Path MANY = Path.of("src", "test", "resources", "graph", "many-steps.yaml");

    private final Way many = way(Golden.text(MANY));

    @Test
    void many_steps_are_drawn_as_this_picture() {
        Golden.check(MANY, ".way.mmd", many.mermaid());
        Golden.check(MANY, ".way.svg", many.svg());
    }

    @Test
    void no_two_steps_stand_in_one_place_and_none_outside_of_the_picture() {
        List<WayLayout.Spot> spots = new WayLayout(many.stops()).spots();

        assertThat(spots)
                .hasSize(many.stops().size())
                .extracting(WayLayout.Spot::stop)
                .isEqualTo(many.stops());
        assertThat(spots.stream().map(spot -> spot.x() + "," + spot.y())).doesNotHaveDuplicates();
        assertThat(spots).allMatch(spot -> spot.x() > 0 && spot.right() <= WayLayout.WIDTH && spot.left() >= 0);
    }

    @Test
    void steps_side_by_side_share_a_column_and_are_reached_and_left_together() {
        List<Stop> members =
                many.stops().stream().filter(stop -> !stop.group().isEmpty()).toList();

        assertThat(members).hasSize(3);
        assertThat(new WayLayout(many.stops())
                        .spots().stream().filter(WayLayout.Spot::beside).map(WayLayout.Spot::x))
                .hasSize(3)
                .containsOnly(new WayLayout(many.stops())
                        .spots().stream()
                                .filter(WayLayout.Spot::beside)
                                .findFirst()
                                .orElseThrow()
                                .x());
        int before = members.get(0).number() - 1;
        int behind = members.get(2).number() + 1;
        for (Stop member : members) {
            assertThat(many.mermaid())
                    .contains("s" + before + " --> s" + member.number() + "\n")
                    .contains("s" + member.number() + " --> s" + behind + "\n");
        }
    }

    @Test
    void every_way_back_leads_to_a_waypoint_before_it() {
        for (Stop stop : many.stops()) {
            many.stops().stream()
                    .filter(other -> other.id().equals(stop.restoresTo()))
                    .forEach(to -> {
                        assertThat(to.step().waypoint()).isTrue();
                        assertThat(to.number()).isLessThan(stop.number());
                    });
        }
        List<String> drawn = Pattern.compile("-\\. \"restore")
                .matcher(many.mermaid())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(drawn).hasSize((int) many.stops().stream()
                .filter(stop -> !stop.restoresTo().isEmpty())
                .count());
    }

    @Test
    void a_long_name_is_cut_where_its_words_end_and_stands_whole_in_the_title() {
        assertThat(new ShortName("pg_upgrade", 14).lines()).containsExactly("pg_upgrade");
        assertThat(new ShortName("verify-everything", 14).lines()).containsExactly("verify-", "everything");
        assertThat(new ShortName("verify-the-sums-of-every-ledger", 14).lines())
                .containsExactly("verify-the-", "sums-of-every…");
        assertThat(new ShortName("averyveryverylongword", 10).lines()).containsExactly("averyveryv", "erylongwo…");
        assertThat(many.svg()).contains("verify-the-sums-of-every-ledger-since-the-beginning: ");
    }

    @Test
    void a_plan_that_is_only_rehearsed_has_no_crossing() {
        Way way = way(Golden.text(Path.of("library", "rehearsal-only.plan.yaml")));

        assertThat(way.promotion()).isEmpty();
        assertThat(way.mermaid()).doesNotContain("CROSSING").doesNotContain("NO RETURN");
        assertThat(way.svg()).doesNotContain("CROSSING").contains("Nothing is promoted");
    }

    private static Way way(String text) {
        return Way.of(PlanFile.read(text, "x", Map.of()).resolved().orElseThrow());
    }
}
