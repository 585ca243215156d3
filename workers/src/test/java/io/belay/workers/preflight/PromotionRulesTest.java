package io.belay.workers.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.clients.ClientSample;
import io.belay.workers.clients.ClientSight;
import io.belay.workers.clients.ClientSight.Through;
import io.belay.workers.postgres.Row;
import io.belay.workers.preflight.Finding.Severity;
import io.belay.workers.preflight.ReplicationNeeds.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is judged of a promotion without a server. */
class PromotionRulesTest {

    private static final Promotion ONLINE = new Promotion(true, false);
    private static final Promotion THERE_AND_BACK = new Promotion(true, true);
    private static final Promotion OFFLINE_AND_BACK = new Promotion(false, true);

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static List<Finding> settings(Promotion promotion, Map<String, String> live, Map<String, String> ofNew) {
        return settings(promotion, live, ofNew, new Use(3, 0, 0, 0, 0), 17);
    }

    private static List<Finding> settings(
            Promotion promotion, Map<String, String> live, Map<String, String> ofNew, Use use, int target) {
        PromotionFacts facts = new PromotionFacts(promotion, "belay", live, ofNew, Optional.empty(), List.of());
        return ReplicationSettings.judge(facts, ReplicationValues.written(live), use, target).stream()
                .filter(Finding::isBlocker)
                .toList();
    }

    @Test
    void a_usual_live_lacks_the_logical_log_and_for_the_way_back_a_worker() {
        assertThat(settings(ONLINE, Map.of(), Map.of()))
                .extracting(Finding::object)
                .containsExactly("wal_level", "target.settings: max_logical_replication_workers");
        assertThat(settings(THERE_AND_BACK, Map.of(), Map.of()))
                .extracting(Finding::object)
                .containsExactly("wal_level", "max_logical_replication_workers");
        assertThat(settings(
                        THERE_AND_BACK,
                        Map.of("wal_level", "logical", "max_logical_replication_workers", "5"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void what_is_in_use_and_what_is_to_spare_is_counted_in() {
        Finding slots = settings(
                        THERE_AND_BACK,
                        Map.of("wal_level", "logical", "max_logical_replication_workers", "20"),
                        Map.of(),
                        new Use(3, 4, 0, 0, 0),
                        17)
                .get(0);

        assertThat(slots.statement())
                .startsWith(
                        "`max_replication_slots` of live is 10, and 11 is needed (3 databases, 4 in use, 4 to spare)");
        assertThat(slots.remedy()).startsWith("ALTER SYSTEM SET max_replication_slots = 11;\n");
        assertThat(slots.undo()).isEqualTo("ALTER SYSTEM SET max_replication_slots = 10;");
    }

    @Test
    void what_only_new_needs_is_a_line_of_the_plan_and_no_restart_of_live() {
        List<Finding> found = settings(OFFLINE_AND_BACK, Map.of("max_logical_replication_workers", "5"), Map.of());

        assertThat(found).extracting(Finding::remedy).containsExactly("target: {settings: {wal_level: logical}}");
        assertThat(settings(
                        OFFLINE_AND_BACK,
                        Map.of("max_logical_replication_workers", "5"),
                        Map.of("wal_level", "logical")))
                .isEmpty();
    }

    @Test
    void a_plan_that_takes_from_new_what_live_has_is_refused() {
        Map<String, String> live = Map.of("wal_level", "logical", "max_logical_replication_workers", "5");

        assertThat(settings(THERE_AND_BACK, live, Map.of("wal_level", "replica")))
                .extracting(Finding::code)
                .containsExactly(PreflightErrors.SETTING_OF_NEW);
    }

    @Test
    void an_18_has_a_setting_of_its_own_for_origins() {
        Map<String, String> live = Map.of(
                "wal_level",
                "logical",
                "max_logical_replication_workers",
                "20",
                "max_replication_slots",
                "20",
                "max_worker_processes",
                "20",
                "max_wal_senders",
                "20");

        assertThat(settings(ONLINE, live, Map.of(), new Use(9, 0, 0, 0, 0), 17)).isEmpty();
        assertThat(settings(ONLINE, live, Map.of(), new Use(9, 0, 0, 0, 0), 18))
                .extracting(Finding::remedy)
                .containsExactly("target: {settings: {max_active_replication_origins: 11}}");
    }

    @Test
    void a_change_that_waits_for_its_restart_is_told() {
        ReplicationValues live = new ReplicationValues(Map.of("wal_level", "replica"), Set.of("wal_level"));
        PromotionFacts facts =
                new PromotionFacts(ONLINE, "belay", Map.of(), Map.of(), Optional.of(List.of()), List.of());

        assertThat(ReplicationSettings.judge(facts, live, new Use(1, 0, 0, 0, 0), 17)
                        .get(0)
                        .statement())
                .endsWith("one is set already and waits for it");
    }

    @Test
    void settings_are_read_with_their_units() {
        ReplicationValues values = ReplicationValues.written(
                Map.of("wal_retrieve_retry_interval", "0.5s", "max_slot_wal_keep_size", "2GB", "wal_level", "logical"));

        assertThat(values.number("wal_retrieve_retry_interval")).isEqualTo(500);
        assertThat(values.number("max_slot_wal_keep_size")).isEqualTo(2048);
        assertThat(values.word("wal_level")).isEqualTo("logical");
        assertThat(ReplicationValues.ofServer(List.of(new Row(Map.of(
                                "name",
                                "max_slot_wal_keep_size",
                                "setting",
                                "-1",
                                "unit",
                                "MB",
                                "pending_restart",
                                "f"))))
                        .number("max_slot_wal_keep_size"))
                .isEqualTo(-1);
    }

    private static TableFacts table(
            String identity, String index, String without, String parent, long mib, long updated) {
        return new TableFacts(
                "db",
                "public.t",
                identity,
                identity.equals("f"),
                false,
                index,
                without,
                parent,
                mib << 20,
                9,
                updated,
                0);
    }

    private static String remedy(TableFacts table) {
        return TableIdentities.judge(table, true).orElseThrow().remedy();
    }

    @Test
    void the_cheapest_identity_that_serves_is_proposed() {
        assertThat(remedy(table("d", "t_key", "", "", 1, 1)))
                .isEqualTo("ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_key;");
        assertThat(remedy(table("d", "", "", "", 1, 1))).isEqualTo("ALTER TABLE public.t REPLICA IDENTITY FULL;");
        assertThat(remedy(table("d", "", "", "", 900, 0))).isEqualTo("ALTER TABLE public.t REPLICA IDENTITY FULL;");
        assertThat(remedy(table("d", "", "", "", 900, 1)))
                .isEqualTo("ALTER TABLE public.t ADD COLUMN row_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;");
        assertThat(remedy(table("n", "", "c xml", "", 1, 1)))
                .endsWith("\nALTER TABLE public.t REPLICA IDENTITY DEFAULT;");
        assertThat(remedy(table("d", "", "c xml", "public.parent", 1, 1))).isEmpty();
    }

    @Test
    void a_table_that_is_updated_blocks_and_one_that_is_not_warns() {
        assertThat(TableIdentities.judge(table("d", "", "", "", 1, 1), true)
                        .orElseThrow()
                        .severity())
                .isEqualTo(Severity.BLOCKER);
        assertThat(TableIdentities.judge(table("d", "", "", "", 1, 0), true)
                        .orElseThrow()
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(TableIdentities.judge(table("d", "", "", "", 1, 1), false)
                        .orElseThrow()
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void whole_rows_do_unless_they_are_many_or_cannot_be_compared() {
        assertThat(TableIdentities.judge(table("f", "", "", "", 1, 1), true)).isEmpty();
        assertThat(TableIdentities.judge(table("f", "", "", "", 900, 0), true)).isEmpty();
        assertThat(TableIdentities.judge(table("f", "", "", "", 900, 1), true)
                        .orElseThrow()
                        .undo())
                .isEqualTo("ALTER TABLE public.t REPLICA IDENTITY FULL;\nALTER TABLE public.t DROP COLUMN row_key;");
        assertThat(TableIdentities.judge(table("f", "", "c json", "", 1, 1), true)
                        .orElseThrow()
                        .severity())
                .isEqualTo(Severity.BLOCKER);
    }

    @Test
    void a_transaction_is_long_from_a_minute_on_and_delays_slots_only_where_it_writes() {
        Row row = new Row(Map.of(
                "pid",
                "7",
                "role",
                "app",
                "database",
                "db",
                "application",
                "",
                "state",
                "active",
                "seconds",
                "61",
                "writes",
                "f"));

        assertThat(OpenTransactions.judge(row, OpenTransactions.LONG_SECONDS)
                        .orElseThrow()
                        .statement())
                .contains("open for 61s: the hold waits for it");
        assertThat(OpenTransactions.judge(row, 62)).isEmpty();
    }

    private static ClientSight sight(String address, Through through) {
        return new ClientSight(address, "orders", "app", "", false, through);
    }

    private static ClientSample at(int hour, ClientSight... sights) {
        return new ClientSample(NOON.plusSeconds(hour * 3600L), List.of(sights), 0);
    }

    @Test
    void who_came_around_the_poolers_over_the_day_is_named_by_address() {
        List<Finding> found = DirectClients.judge(
                List.of(
                        at(-20, sight("10.0.0.1", Through.UNKNOWN), sight("10.0.0.9", Through.UNKNOWN)),
                        at(0, sight("10.0.0.1", Through.POOLER), sight("", Through.NO_POOLER))),
                "belay",
                Duration.ofHours(20));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).statement())
                .startsWith("over 2 looks in 20h clients came around the poolers from 2 addresses:"
                        + " this host's socket, 10.0.0.9;");
        assertThat(DirectClients.judge(List.of(at(0, sight("", Through.POOLER))), "belay", Duration.ZERO))
                .isEmpty();
    }

    @Test
    void whoever_came_longer_ago_than_the_plan_asks_for_does_not_count() {
        List<ClientSample> samples = List.of(
                at(-49, sight("10.0.0.9", Through.NO_POOLER)), at(-30), at(-20), at(0, sight("", Through.POOLER)));

        assertThat(DirectClients.judge(samples, "belay", Duration.ofDays(1))).isEmpty();
        assertThat(DirectClients.judge(samples, "belay", Duration.ofDays(3)))
                .extracting(Finding::statement)
                .satisfiesExactly(
                        tooShort -> assertThat(tooShort)
                                .isEqualTo(
                                        "clients around the poolers were watched for over 4 looks in 49h, and the plan"
                                                + " wants 3d of it (`clients.observed`): a guard looks with each snapshot, from its"
                                                + " first one on"),
                        around -> assertThat(around).contains("from 1 address: 10.0.0.9;"));
    }

    @Test
    void what_nobody_may_see_is_not_known_to_be_good() {
        assertThat(DirectClients.judge(List.of(new ClientSample(NOON, List.of(), 3)), "be\"lay", Duration.ZERO))
                .extracting(Finding::remedy)
                .containsExactly("GRANT pg_read_all_stats TO \"be\"\"lay\";");
        assertThat(DirectClients.judge(List.of(at(0, sight("", Through.UNKNOWN))), "belay", Duration.ZERO))
                .extracting(Finding::code)
                .contains(PreflightErrors.CLIENTS_UNKNOWN);
    }

    @Test
    void an_event_trigger_that_fires_where_rows_are_applied_is_a_warning() {
        assertThat(List.of("ddl_command_end", "ddl_command_end, for replication too"))
                .extracting(detail -> NotFollowed.finding(
                                "orders",
                                new Row(Map.of("kind", "event trigger", "name", "noted", "detail", detail)),
                                ONLINE)
                        .severity())
                .containsExactly(Severity.NOTE, Severity.WARNING);
    }

    @Test
    void a_pooler_that_pools_by_session_and_what_a_promotion_would_refuse_are_told_weeks_before() {
        List<Finding> found = PoolersReady.judge(List.of(
                new PoolerSeen("by-session", List.of("reports"), List.of()),
                new PoolerSeen("short", List.of(), List.of("it gives clients up too early (BLY-3601)")),
                new PoolerSeen("good", List.of(), List.of())));

        assertThat(found)
                .extracting(finding -> finding.code() + " " + finding.severity().word() + " " + finding.object())
                .containsExactly("BLY-2127 warning by-session: reports", "BLY-2128 warning short");
        assertThat(found.get(0).statement()).contains("only once it disconnects", "a quarter of `budget.hold`");
        assertThat(found.get(1).statement()).endsWith("(BLY-3601)");
        assertThat(PromotionFamilies.of(ONLINE))
                .extracting(FindingFamily::title)
                .contains("poolers");
    }

    @Test
    void superusers_among_the_clients_are_named_once_each() {
        ClientSight admin = new ClientSight("", "orders", "postgres", "psql", true, Through.NO_POOLER);

        assertThat(SuperuserClients.judge(List.of(at(-1, admin), at(0, admin, sight("", Through.POOLER)))))
                .extracting(Finding::remedy)
                .containsExactly("ALTER ROLE \"postgres\" NOSUPERUSER;");
    }

    @Test
    void only_what_came_between_the_two_majors_ends_the_way_back() {
        assertThat(EndsOfWayBack.between(16, 17)).hasSize(1).allMatch(line -> line.contains("from 17 on"));
        assertThat(EndsOfWayBack.between(13, 17)).hasSize(4);
    }

    @Test
    void families_are_asked_only_where_the_plan_lets_rows_flow() {
        assertThat(PromotionFamilies.of(Promotion.PLAIN)).isEmpty();
        assertThat(PromotionFamilies.of(OFFLINE_AND_BACK))
                .extracting(FindingFamily::title)
                .contains("large objects", "unique keys over text")
                .doesNotContain("sequences", "clients around the poolers");
        assertThat(new Preflight(Promotion.PLAIN).size()).isEqualTo(new Preflight().size());
    }

    @Test
    void every_listed_statement_only_reads() {
        assertThat(PromotionStatement.all())
                .allMatch(sql -> sql.startsWith("SELECT "))
                .noneMatch(
                        sql -> sql.matches("(?is).*\\b(insert|update|delete|truncate|create|alter|drop|lock|set)\\s.*"))
                .noneMatch(sql -> sql.contains("?"));
    }
}
