package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.KeepPolicy.Span;
import io.belay.workers.storage.Retention.Decision;
import io.belay.workers.storage.Retention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-21T13:00:00Z");

    @Test
    void the_newest_stay_and_each_verdict_has_a_reason() {
        List<CataloguedSnapshot> three =
                Images.every(Duration.ofHours(1), "2026-11-21T10:00:00Z", "2026-11-21T12:00:00Z");

        assertThat(Retention.judge(KeepPolicy.newest(2), three, NOW))
                .containsExactly(
                        new Verdict(Images.id("2026-11-21T12:00:00Z"), Decision.STAYS, "the newest"),
                        new Verdict(Images.id("2026-11-21T11:00:00Z"), Decision.STAYS, "number 2 of the newest 2"),
                        new Verdict(Images.id("2026-11-21T10:00:00Z"), Decision.GOES, "past the newest 2"));
    }

    @Test
    void a_day_of_hours_is_a_day_also_with_a_snapshot_every_quarter_of_an_hour() {
        List<CataloguedSnapshot> twoDays =
                Images.every(Duration.ofMinutes(15), "2026-11-19T12:00:00Z", "2026-11-21T12:00:00Z");

        List<String> kept = kept(policy(2, Map.of(Span.HOUR, 24), UTC), twoDays);

        assertThat(kept)
                .hasSize(25)
                .contains(Images.id("2026-11-21T11:45:00Z"))
                .endsWith(Images.id("2026-11-20T14:00:00Z"), Images.id("2026-11-20T13:00:00Z"));
    }

    @Test
    void the_oldest_of_a_span_stands_for_it_and_says_so() {
        List<CataloguedSnapshot> hours =
                Images.every(Duration.ofHours(1), "2026-11-15T00:30:00Z", "2026-11-21T12:30:00Z");

        List<Verdict> stay = Retention.judge(
                        policy(1, Map.of(Span.DAY, 2, Span.WEEK, 2, Span.MONTH, 1, Span.YEAR, 1), UTC), hours, NOW)
                .stream()
                .filter(verdict -> verdict.decision() == Decision.STAYS)
                .toList();

        assertThat(stay)
                .extracting(Verdict::id, Verdict::reason)
                .containsExactly(
                        tuple("2026-11-21T12:30:00Z", "the newest"),
                        tuple("2026-11-21T00:30:00Z", "the first of the day 2026-11-21"),
                        tuple("2026-11-20T00:30:00Z", "the first of the day 2026-11-20"),
                        tuple("2026-11-16T00:30:00Z", "the first of the week 2026-11-16"),
                        tuple("2026-11-15T00:30:00Z", "the first of the week 2026-11-09"));
    }

    @Test
    void days_begin_where_the_zone_says() {
        List<CataloguedSnapshot> hours =
                Images.every(Duration.ofHours(1), "2026-07-01T00:00:00Z", "2026-07-03T12:00:00Z");

        assertThat(kept(policy(1, Map.of(Span.DAY, 2), ZoneId.of("Europe/Istanbul")), hours))
                .containsExactly(
                        Images.id("2026-07-03T12:00:00Z"),
                        Images.id("2026-07-02T21:00:00Z"),
                        Images.id("2026-07-01T21:00:00Z"));
    }

    @Test
    void a_day_of_25_hours_has_25_and_the_hour_that_comes_twice_is_two() {
        List<CataloguedSnapshot> autumn =
                Images.every(Duration.ofMinutes(30), "2026-10-24T22:00:00Z", "2026-10-25T22:30:00Z");

        List<String> kept = kept(policy(1, Map.of(Span.HOUR, 25, Span.DAY, 1), BERLIN), autumn);

        assertThat(kept)
                .contains(Images.id("2026-10-25T00:00:00Z"), Images.id("2026-10-25T01:00:00Z"))
                .endsWith(Images.id("2026-10-24T22:00:00Z"))
                .hasSize(26);
    }

    @Test
    void a_day_of_23_hours_loses_none() {
        List<CataloguedSnapshot> spring =
                Images.every(Duration.ofHours(1), "2026-03-28T23:00:00Z", "2026-03-29T21:00:00Z");

        assertThat(kept(policy(1, Map.of(Span.HOUR, 23), BERLIN), spring)).hasSize(23);
    }

    @Test
    void an_hour_that_is_not_full_in_utc_is_one_where_people_live() {
        List<CataloguedSnapshot> quarters =
                Images.every(Duration.ofMinutes(15), "2026-07-01T00:00:00Z", "2026-07-01T02:15:00Z");

        assertThat(kept(policy(1, Map.of(Span.HOUR, 2), ZoneId.of("Asia/Kolkata")), quarters))
                .containsExactly(
                        Images.id("2026-07-01T02:15:00Z"),
                        Images.id("2026-07-01T01:30:00Z"),
                        Images.id("2026-07-01T00:30:00Z"));
    }

    @Test
    void a_time_without_snapshots_costs_none() {
        List<CataloguedSnapshot> before =
                Images.every(Duration.ofHours(1), "2026-09-01T00:00:00Z", "2026-09-01T02:00:00Z");

        assertThat(kept(policy(1, Map.of(Span.HOUR, 3), UTC), before)).hasSize(3);
    }

    @Test
    void what_is_judged_by_the_hour_for_months_keeps_what_the_words_promise() {
        KeepPolicy policy = policy(2, Map.of(Span.HOUR, 24, Span.DAY, 7, Span.WEEK, 4, Span.MONTH, 3), BERLIN);
        Random jitter = new Random(7);
        List<CataloguedSnapshot> held = new ArrayList<>();
        Instant at = Instant.parse("2026-10-05T00:00:20Z");
        for (int tick = 0; tick < 24 * 80; tick++) {
            held.add(Images.ready(at.plusSeconds(jitter.nextInt(30))));
            List<String> kept = kept(policy, held);
            held.removeIf(image -> !kept.contains(image.id()));
            at = at.plus(Duration.ofHours(1));
        }

        Instant end = at;
        assertThat(held).hasSizeLessThanOrEqualTo(2 + 24 + 7 + 4 + 3);
        for (int days = 1; days < 7; days++) {
            assertThat(spans(Span.DAY, held)).contains(Span.DAY.of(end.minus(Duration.ofDays(days)), BERLIN));
        }
        assertThat(spans(Span.MONTH, held)).contains("2026-10", "2026-11", "2026-12");
    }

    @Test
    void a_snapshot_that_went_comes_to_stand_for_nothing_and_judging_again_changes_nothing() {
        KeepPolicy policy = policy(2, Map.of(Span.HOUR, 5, Span.DAY, 3, Span.WEEK, 2), BERLIN);
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            Instant at = Instant.parse("2026-03-20T00:00:00Z");
            List<CataloguedSnapshot> images = new ArrayList<>();
            for (int count = 0; count < 60; count++) {
                at = at.plusSeconds(1 + random.nextInt(20_000));
                images.add(Images.ready(at));
            }
            List<String> kept = kept(policy, images);
            images.removeIf(image -> !kept.contains(image.id()));

            assertThat(kept(policy, images)).isEqualTo(kept);
        }
    }

    @Test
    void what_is_not_ready_does_not_count_and_is_not_touched() {
        List<Verdict> verdicts = Retention.judge(
                KeepPolicy.newest(1),
                List.of(
                        new CataloguedSnapshot("zz-by-hand", State.FOREIGN, Optional.empty()),
                        new CataloguedSnapshot("20261121t150000-0001", State.INCOMPLETE, Optional.empty()),
                        new CataloguedSnapshot("20261121t140000-0001", State.MISSING, Optional.empty()),
                        new CataloguedSnapshot("20261121t130000-0001", State.DELETING, Optional.empty()),
                        Images.used("2026-11-21T12:00:00Z"),
                        Images.used("2026-11-21T11:00:00Z")),
                NOW);

        assertThat(verdicts)
                .extracting(Verdict::decision)
                .containsExactly(
                        Decision.STAYS, Decision.STAYS, Decision.STAYS, Decision.GOES, Decision.STAYS, Decision.GOES);
    }

    @Test
    void pinned_and_used_ones_past_the_policy_stay_and_say_why_and_a_pin_ends_with_its_time() {
        List<CataloguedSnapshot> images = List.of(
                Images.used("2026-11-21T12:00:00Z"),
                Images.pinned("2026-11-21T11:00:00Z", "audit", ""),
                Images.used("2026-11-21T10:00:00Z", "run-1", "clone-a"),
                Images.pinned("2026-11-21T09:00:00Z", "last image", "2026-11-21T13:00:01Z"),
                Images.pinned("2026-11-21T08:00:00Z", "last image", "2026-11-21T13:00:00Z"));

        assertThat(Retention.judge(KeepPolicy.newest(1), images, NOW))
                .extracting(Verdict::decision, Verdict::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Decision.STAYS, "the newest"),
                        org.assertj.core.groups.Tuple.tuple(Decision.STAYS_PAST_POLICY, "pinned (audit)"),
                        org.assertj.core.groups.Tuple.tuple(Decision.STAYS_PAST_POLICY, "used by run-1, clone-a"),
                        org.assertj.core.groups.Tuple.tuple(Decision.STAYS_PAST_POLICY, "pinned (last image)"),
                        org.assertj.core.groups.Tuple.tuple(Decision.GOES, "past the newest 1"));
    }

    @Test
    void short_of_room_the_oldest_go_first_and_neither_the_newest_nor_what_somebody_counts_on() {
        List<CataloguedSnapshot> images = List.of(
                Images.used("2026-11-21T12:00:00Z"),
                Images.used("2026-11-21T11:00:00Z"),
                Images.used("2026-11-21T10:00:00Z"),
                Images.used("2026-11-21T09:00:00Z", "run-1"),
                Images.pinned("2026-11-21T08:00:00Z", "audit", ""),
                Images.used("2026-11-21T07:00:00Z"));

        assertThat(Retention.thinnable(policy(2, Map.of(Span.HOUR, 24), UTC), images, NOW))
                .extracting(Verdict::id)
                .containsExactly(Images.id("2026-11-21T07:00:00Z"), Images.id("2026-11-21T10:00:00Z"));
        assertThat(Retention.thinnable(KeepPolicy.newest(0), images, NOW))
                .extracting(Verdict::id)
                .doesNotContain(Images.id("2026-11-21T12:00:00Z"));
    }

    @Test
    void a_clock_that_went_back_costs_neither_the_one_just_taken_nor_those_of_the_time_ahead() {
        List<CataloguedSnapshot> images = List.of(
                Images.used("2030-01-01T01:00:00Z"),
                Images.used("2030-01-01T00:00:00Z"),
                Images.used("2026-11-21T12:59:59Z"),
                Images.used("2026-11-21T12:45:00Z"),
                Images.used("2026-11-21T12:30:00Z"));

        assertThat(Retention.judge(KeepPolicy.newest(2), images, NOW))
                .extracting(Verdict::decision, Verdict::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Decision.STAYS_PAST_POLICY,
                                "taken at 2030-01-01T01:00:00Z, which the host's clock has not reached"),
                        org.assertj.core.groups.Tuple.tuple(
                                Decision.STAYS_PAST_POLICY,
                                "taken at 2030-01-01T00:00:00Z, which the host's clock has not reached"),
                        org.assertj.core.groups.Tuple.tuple(Decision.STAYS, "the newest"),
                        org.assertj.core.groups.Tuple.tuple(Decision.STAYS, "number 2 of the newest 2"),
                        org.assertj.core.groups.Tuple.tuple(Decision.GOES, "past the newest 2"));
        assertThat(Retention.thinnable(KeepPolicy.newest(2), images, NOW))
                .extracting(Verdict::id)
                .containsExactly(Images.id("2026-11-21T12:30:00Z"));
        assertThat(Retention.judge(KeepPolicy.newest(1), images, Instant.EPOCH))
                .as("a host whose clock lost its battery")
                .extracting(Verdict::decision)
                .containsOnly(Decision.STAYS_PAST_POLICY);
        assertThat(Retention.thinnable(KeepPolicy.newest(1), images, Instant.EPOCH))
                .isEmpty();
    }

    /** Whatever clock, catalogue and policy: what must stay stays, and what goes is accounted for. */
    @Test
    void over_odd_clocks_zones_and_policies_what_must_stay_stays() {
        List<String> zones = List.of(
                "UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns");
        Random random = new Random(23);
        for (int round = 0; round < 400; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            KeepPolicy policy = policy(
                    random.nextInt(4),
                    Map.of(
                            Span.HOUR, random.nextInt(5),
                            Span.DAY, random.nextInt(4),
                            Span.WEEK, random.nextInt(3),
                            Span.MONTH, random.nextInt(3),
                            Span.YEAR, random.nextInt(2)),
                    zone);
            List<CataloguedSnapshot> images = odd(random);
            Instant now = NOW.plusSeconds(random.nextInt(40_000_000) - 20_000_000);

            List<Verdict> verdicts = Retention.judge(policy, images, now);

            assertThat(verdicts).extracting(Verdict::id).doesNotHaveDuplicates().hasSize(images.size());
            Map<String, Decision> decided = verdicts.stream().collect(Collectors.toMap(Verdict::id, Verdict::decision));
            images.stream()
                    .map(image -> image.record().orElseThrow())
                    .filter(record -> !record.usedBy().isEmpty()
                            || record.isPinnedAt(now)
                            || Instant.parse(record.takenAt()).isAfter(now))
                    .forEach(record -> assertThat(decided.get(record.id()))
                            .as("%s at %s", record, now)
                            .isNotEqualTo(Decision.GOES));
            images.stream()
                    .filter(image -> !Instant.parse(image.record().orElseThrow().takenAt())
                            .isAfter(now))
                    .map(CataloguedSnapshot::id)
                    .max(String::compareTo)
                    .ifPresent(newest -> assertThat(decided.get(newest)).isEqualTo(Decision.STAYS));
            assertThat(Retention.thinnable(policy, images, now))
                    .extracting(Verdict::id)
                    .isSorted()
                    .noneMatch(id -> Optional.ofNullable(decided.get(id))
                            .filter(Decision.STAYS_PAST_POLICY::equals)
                            .isPresent());
        }
    }

    @Test
    void thousands_are_judged_like_a_handful_and_none_is_nothing() {
        List<CataloguedSnapshot> year =
                Images.every(Duration.ofMinutes(30), "2025-11-21T13:00:00Z", "2026-11-21T13:00:00Z");
        KeepPolicy policy = policy(2, Map.of(Span.HOUR, 24, Span.DAY, 7, Span.WEEK, 4, Span.MONTH, 12), BERLIN);

        assertThat(year).hasSizeGreaterThan(17_000);
        assertThat(kept(policy, year)).hasSizeBetween(24 + 12, 2 + 24 + 7 + 4 + 12);
        assertThat(Retention.judge(policy, List.of(), NOW)).isEmpty();
        assertThat(Retention.thinnable(policy, List.of(), NOW)).isEmpty();
    }

    /** Up to forty, some at days on which clocks change, some pinned, some used. */
    private static List<CataloguedSnapshot> odd(Random random) {
        List<String> about = List.of(
                "2026-03-29T00:00:00Z",
                "2026-10-25T00:00:00Z",
                "2026-04-04T14:00:00Z",
                "2026-12-31T22:00:00Z",
                "2026-11-21T13:00:00Z");
        Map<String, CataloguedSnapshot> images = new java.util.TreeMap<>();
        for (int count = random.nextInt(40); count > 0; count--) {
            Instant at = Instant.parse(about.get(random.nextInt(about.size())))
                    .plusSeconds((random.nextInt(400) - 200) * 450L);
            CataloguedSnapshot image = switch (random.nextInt(6)) {
                case 0 -> Images.pinned(at.toString(), "audit", "");
                case 1 ->
                    Images.pinned(at.toString(), "audit", at.plusSeconds(90_000).toString());
                case 2 -> Images.used(at.toString(), "run-1");
                default -> Images.ready(at);
            };
            images.put(image.id(), image);
        }
        return new ArrayList<>(images.values());
    }

    @Test
    void the_newest_cannot_be_given_up() {
        List<CataloguedSnapshot> one = List.of(Images.used("2026-11-21T12:00:00Z"));

        assertThat(kept(KeepPolicy.newest(0), one)).hasSize(1);
        assertThatThrownBy(() -> KeepPolicy.newest(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static org.assertj.core.groups.Tuple tuple(String taken, String reason) {
        return org.assertj.core.groups.Tuple.tuple(Images.id(taken), reason);
    }

    private static KeepPolicy policy(int newest, Map<Span, Integer> spans, ZoneId zone) {
        return new KeepPolicy(newest, spans, zone);
    }

    /** Ids, newest first, as soon as all were taken. */
    private static List<String> kept(KeepPolicy policy, List<CataloguedSnapshot> images) {
        Instant later = images.stream()
                .map(image -> Instant.parse(image.record().orElseThrow().takenAt()))
                .max(Instant::compareTo)
                .orElse(NOW);
        return Retention.judge(policy, images, later).stream()
                .filter(verdict -> verdict.decision() == Decision.STAYS)
                .map(Verdict::id)
                .toList();
    }

    private static Set<String> spans(Span span, List<CataloguedSnapshot> images) {
        return images.stream()
                .map(image -> Instant.parse(image.record().orElseThrow().takenAt()))
                .map(at -> span.of(at, BERLIN))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
