package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.replication.CatalogDifference.Kind;
import io.belay.workers.replication.CatalogDifference.Subject;
import io.belay.workers.replication.Concern.ApplyStops;
import io.belay.workers.replication.Concern.SlotInDanger;
import io.belay.workers.replication.Reading.OfDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConcernsTest {

    private static final Names NAMES = Names.ofRun("r20261121-130000-4f2a");
    private static final Way WAY = Way.firstForward();

    private final Concerns concerns = new Concerns(NAMES, WAY);

    private static Reading reading(
            boolean active, String walStatus, OptionalLong safe, OptionalLong worker, OptionalLong errors) {
        Slot slot = new Slot(
                NAMES.slot(WAY, "shop"),
                "shop",
                "pgoutput",
                active ? OptionalLong.of(1) : OptionalLong.empty(),
                Optional.of(Lsn.parse("0/10")),
                walStatus,
                1_000,
                5 << 20,
                safe);
        Subscription subscription = new Subscription(1, true, Optional.of(Lsn.parse("0/10")), worker, errors);
        return new Reading(
                List.of(new OfDatabase("shop", Optional.of(slot), Optional.of(subscription), Duration.ofSeconds(2))),
                List.of());
    }

    private static Reading well(long worker, OptionalLong errors) {
        return reading(true, "reserved", OptionalLong.empty(), OptionalLong.of(worker), errors);
    }

    private static Reading down() {
        return reading(false, "reserved", OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    @Test
    void a_worker_that_is_down_once_may_just_be_starting() {
        assertThat(concerns.of(Optional.empty(), down())).isEmpty();
        assertThat(concerns.of(Optional.of(well(7, OptionalLong.empty())), down()))
                .isEmpty();
        assertThat(concerns.of(Optional.of(down()), well(8, OptionalLong.empty())))
                .isEmpty();
    }

    @Test
    void one_that_is_down_twice_or_is_another_or_counted_errors_stops_at_something() {
        Reading seven = well(7, OptionalLong.of(3));

        assertThat(concerns.of(Optional.of(down()), down()))
                .hasOnlyElementsOfType(ApplyStops.class)
                .hasSize(1);
        assertThat(concerns.of(Optional.of(seven), well(8, OptionalLong.of(3)))).hasSize(1);
        assertThat(concerns.of(Optional.of(seven), well(7, OptionalLong.of(5))))
                .containsExactly(new ApplyStops("shop", NAMES.subscription(WAY), 2));
        assertThat(concerns.of(Optional.of(seven), seven)).isEmpty();
        assertThat(concerns.of(Optional.empty(), seven))
                .as("errors of before the first look")
                .isEmpty();
    }

    @Test
    void a_slot_past_the_limit_is_in_danger_and_one_that_keeps_much_within_it_is_not() {
        OptionalLong worker = OptionalLong.of(7);
        OptionalLong none = OptionalLong.empty();

        assertThat(concerns.of(Optional.empty(), reading(true, "unreserved", OptionalLong.of(-5), worker, none)))
                .hasOnlyElementsOfType(SlotInDanger.class)
                .hasSize(1);
        assertThat(concerns.of(Optional.empty(), reading(true, "extended", OptionalLong.of(500), worker, none)))
                .isEmpty();
        assertThat(concerns.of(Optional.empty(), reading(true, "extended", none, worker, none)))
                .isEmpty();
        assertThat(concerns.of(Optional.empty(), reading(true, "", none, worker, none)))
                .isEmpty();
    }

    @Test
    void the_first_difference_is_one_that_stops_the_follower() {
        TreeMap<Subject, String> source = new TreeMap<>();
        TreeMap<Subject, String> target = new TreeMap<>();
        Subject same = new Subject(Kind.TABLE, "public", "t", "");
        Subject extra = new Subject(Kind.COLUMN, "public", "t", "extra");
        Subject gone = new Subject(Kind.COLUMN, "public", "t", "gone");
        source.put(same, "kind r identity f");
        target.put(same, "kind r identity d");
        target.put(gone, "integer");

        assertThat(CatalogDifference.first(source, target).orElseThrow().subject())
                .isEqualTo(same);
        source.put(extra, "integer");
        CatalogDifference first = CatalogDifference.first(source, target).orElseThrow();
        target.remove(gone);
        source.remove(extra);
        target.put(same, "kind r identity f");

        assertThat(first.subject()).isEqualTo(extra);
        assertThat(first.effect()).isEqualTo(CatalogDifference.Effect.STOPS);
        assertThat(CatalogDifference.first(source, target)).isEmpty();
    }

    @Test
    void every_concern_has_words_that_name_its_database_and_no_remedy_where_nothing_helps() {
        Relation table = new Relation("public", "t");
        CatalogDifference difference = new CatalogDifference(
                new Subject(Kind.TYPE, "public", "mood", ""), Optional.of("e 'a'"), Optional.of("e 'b'"));
        Registration registration =
                Registration.of(Set.of(table, new Relation("public", "u")), Map.of(new Relation("public", "u"), "d"));

        List<Concern> found = concerns.of("shop", registration, Optional.of(difference));

        assertThat(found).hasSize(3).allMatch(one -> one.words().contains("`shop`"));
        assertThat(found.get(0).remedy()).singleElement().asString().contains("type \"public\".\"mood\"");
        assertThat(new Concern.SlotLost("shop", "s").remedy()).isEmpty();
        assertThat(new Concern.SlotLost("shop", "s").weight()).isEqualTo(Concern.Weight.ENDS);
    }

    @Test
    void lag_in_seconds_is_what_the_follower_may_lack_at_most() {
        Instant at = Instant.parse("2026-11-21T13:00:00Z");
        Marker.Shown source = new Marker.Shown(5, at.plusSeconds(4), at.plusSeconds(6));

        assertThat(CatchUp.behind(source, new Marker.Shown(5, at.plusSeconds(4), at)))
                .isZero();
        assertThat(CatchUp.behind(source, new Marker.Shown(3, at, at))).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void an_estimate_needs_a_lag_that_shrinks() {
        Reading now = well(7, OptionalLong.empty());
        Reading twice = new Reading(
                List.of(new OfDatabase(
                        "shop",
                        now.databases()
                                .get(0)
                                .slot()
                                .map(slot -> new Slot(
                                        slot.name(),
                                        slot.database(),
                                        slot.plugin(),
                                        slot.holder(),
                                        slot.confirmed(),
                                        slot.walStatus(),
                                        3_000,
                                        slot.keptBytes(),
                                        slot.safeBytes())),
                        Optional.empty(),
                        Duration.ZERO)),
                List.of());

        assertThat(now.estimate(twice, Duration.ofSeconds(4))).contains(Duration.ofSeconds(2));
        assertThat(twice.estimate(now, Duration.ofSeconds(4))).isEmpty();
        assertThat(now.behind()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void sequences_that_moved_or_of_which_nothing_is_known_are_read_exactly() {
        Relation moved = new Relation("public", "moved");
        Relation still = new Relation("public", "still");
        Relation unused = new Relation("public", "unused");
        SequenceValues source = new SequenceValues(
                Map.of(moved, OptionalLong.of(5), still, OptionalLong.of(5), unused, OptionalLong.empty()));
        SequenceValues target = new SequenceValues(Map.of(moved, OptionalLong.of(4), still, OptionalLong.of(5)));

        assertThat(source.unlike(target)).containsExactly(moved, unused);
        assertThat(source.missingIn(target)).containsExactly(unused);
        assertThat(target.missingIn(source)).isEmpty();
    }
}
