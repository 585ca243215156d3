package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.replication.Concern.ApplyStops;
import io.belay.workers.replication.Concern.CatalogsDiffer;
import io.belay.workers.replication.Concern.DatabaseNotFollowed;
import io.belay.workers.replication.Concern.Disabled;
import io.belay.workers.replication.Concern.NotRegistered;
import io.belay.workers.replication.Concern.SlotLost;
import io.belay.workers.replication.Concern.SlotMissing;
import io.belay.workers.replication.Concern.SubscriptionMissing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each way in which following breaks, on real servers: how it shows, and that what is said helps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatchUpCases {

    private static final String TABLE = "CREATE TABLE public.t (id int PRIMARY KEY, v text)";

    private final int from;
    private final int to;
    private Pair pair;
    private int runs;
    private Names names;
    private String shop = "";
    private CatchUp catchUp;
    private Optional<Reading> before = Optional.empty();

    CatchUpCases(int from, int to) {
        this.from = from;
        this.to = to;
    }

    @BeforeAll
    void start() {
        pair = Pair.of(from, to);
    }

    @AfterAll
    void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    @BeforeEach
    void follow() {
        runs++;
        before = Optional.empty();
        names = Names.ofRun("r20261121-130000-00c" + runs);
        shop = pair.database(TABLE);
        pair.follow(names, shop);
        pair.awaitCaughtUp(names, shop);
        catchUp = new CatchUp(pair.source(), pair.target(), names, Pair.FORWARD, List.of(shop));
    }

    @AfterEach
    void remove() {
        catchUp.close();
        pair.remove(names);
    }

    private void source(String... sql) {
        pair.sourceCluster().sql(shop, sql);
    }

    private void target(String... sql) {
        pair.targetCluster().sql(shop, sql);
    }

    private List<Concern> look() {
        Reading now = catchUp.read();
        List<Concern> concerns = new Concerns(names, Pair.FORWARD).of(before, now);
        before = Optional.of(now);
        return concerns;
    }

    private <T extends Concern> T await(Class<T> kind, Callable<List<Concern>> looking) {
        List<T> found = new java.util.ArrayList<>();
        Pair.awaitTrue(() -> {
            looking.call().stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private void arrives(String expected) {
        Pair.awaitTrue(() -> Pair.value(
                        pair.target(), shop, "SELECT string_agg(id || coalesce(v, ''), ' ' ORDER BY id) FROM public.t")
                .equals(expected));
    }

    /** The two servers have databases of other tests, which nobody follows here. */
    private List<Concern> compared() {
        return catchUp.compare().stream()
                .filter(concern -> !(concern instanceof DatabaseNotFollowed))
                .toList();
    }

    @Test
    void a_database_that_is_not_followed_is_named() {
        assertThat(catchUp.compare()).contains(new DatabaseNotFollowed("postgres"));
        assertThat(catchUp.compare()).doesNotContain(new DatabaseNotFollowed(shop));
    }

    @Test
    void a_follower_that_is_well_has_no_lag_and_no_concern() {
        Pair.awaitTrue(() -> catchUp.read().databases().get(0).isApplying());
        source("INSERT INTO public.t VALUES (1, 'a')");
        catchUp.beat();
        Pair.awaitTrue(() -> catchUp.read().behind().isZero());
        Pair.awaitTrue(() -> catchUp.read().lagBytes() < 1_000);

        assertThat(look()).isEmpty();
        assertThat(look()).isEmpty();
        assertThat(compared()).isEmpty();
        assertThat(catchUp.read().keptBytes()).isPositive();
        assertThat(catchUp.read().open()).isEmpty();
    }

    @Test
    void a_disabled_subscription_is_said_so_and_its_lag_grows_in_bytes_and_seconds() {
        pair.following(names).disable(Pair.PATIENCE);
        source("INSERT INTO public.t SELECT i, repeat('x', 100) FROM generate_series(1, 1000) i");
        catchUp.beat();
        Reading reading = catchUp.read();

        assertThat(new Concerns(names, Pair.FORWARD).of(Optional.empty(), reading))
                .singleElement()
                .isInstanceOfSatisfying(
                        Disabled.class,
                        concern -> assertThat(concern.remedy())
                                .singleElement()
                                .asString()
                                .endsWith("ENABLE"));
        assertThat(reading.lagBytes()).isGreaterThan(100_000);
        assertThat(reading.behind()).isPositive();
    }

    @Test
    void a_new_column_stops_it_and_the_words_name_what_makes_it_go_on() {
        source("ALTER TABLE public.t ADD COLUMN extra numeric(8,2)", "INSERT INTO public.t VALUES (1, 'a', 2.5)");

        CatalogsDiffer concern = (CatalogsDiffer) compared().get(0);
        await(ApplyStops.class, this::look);

        assertThat(concern.first().effect()).isEqualTo(CatalogDifference.Effect.STOPS);
        assertThat(concern.words()).contains("column \"extra\" of \"public\".\"t\"");
        assertThat(concern.remedy())
                .singleElement()
                .asString()
                .contains("ALTER TABLE \"public\".\"t\" ADD COLUMN \"extra\" numeric(8,2)");
        target("ALTER TABLE \"public\".\"t\" ADD COLUMN \"extra\" numeric(8,2)");
        arrives("1a");
        assertThat(compared()).isEmpty();
    }

    @Test
    void a_dropped_column_and_a_changed_type_flow_on_and_are_named_all_the_same() {
        source("ALTER TABLE public.t ADD COLUMN extra int");
        target("ALTER TABLE public.t ADD COLUMN extra int");
        source("ALTER TABLE public.t DROP COLUMN extra", "INSERT INTO public.t VALUES (1, 'a')");
        arrives("1a");

        CatalogsDiffer dropped = (CatalogsDiffer) compared().get(0);
        target("ALTER TABLE public.t DROP COLUMN extra");
        source("ALTER TABLE public.t ALTER v TYPE varchar(80)");
        CatalogsDiffer changed = (CatalogsDiffer) compared().get(0);

        assertThat(dropped.first().effect()).isEqualTo(CatalogDifference.Effect.GOES_ON);
        assertThat(dropped.words()).contains("follows has the column \"extra\"");
        assertThat(changed.words()).contains("character varying(80)", "`text`");
        assertThat(changed.first().effect()).isEqualTo(CatalogDifference.Effect.GOES_ON);
    }

    @Test
    void a_new_table_that_is_not_registered_is_named_and_the_refresh_brings_all_its_rows() {
        target("CREATE TABLE public.fresh (id int PRIMARY KEY)");
        source("CREATE TABLE public.fresh (id int PRIMARY KEY)", "INSERT INTO public.fresh VALUES (1), (2)");
        pair.awaitCaughtUp(names, shop);

        List<Concern> concerns = compared();

        assertThat(concerns).singleElement().isInstanceOfSatisfying(NotRegistered.class, concern -> {
            assertThat(concern.words()).contains("\"public\".\"fresh\"");
            assertThat(concern.remedy().get(1)).contains("REFRESH PUBLICATION WITH (copy_data = true)");
        });
        assertThat(Pair.value(pair.target(), shop, "SELECT count(*) FROM public.fresh"))
                .isEqualTo("0");
        target("ALTER SUBSCRIPTION " + names.subscription(Pair.FORWARD)
                + " REFRESH PUBLICATION WITH (copy_data = true)");
        Pair.awaitTrue(() -> Pair.value(pair.target(), shop, "SELECT count(*) FROM public.fresh")
                .equals("2"));
        Pair.awaitTrue(() -> compared().isEmpty());
    }

    @Test
    void a_table_that_the_follower_lacks_is_named_before_its_first_row() {
        source("CREATE TABLE public.fresh (id int PRIMARY KEY)");

        CatalogsDiffer concern = (CatalogsDiffer) compared().get(0);

        assertThat(concern.words()).contains("table \"public\".\"fresh\"");
        assertThat(concern.remedy()).hasSize(2);
    }

    @Test
    void a_row_that_somebody_wrote_on_the_follower_stops_it_and_its_removal_lets_it_go_on() {
        target("INSERT INTO public.t VALUES (1, 'stranger')");
        source("INSERT INTO public.t VALUES (1, 'ours'), (2, 'b')");

        ApplyStops concern = await(ApplyStops.class, this::look);

        assertThat(concern.weight()).isEqualTo(Concern.Weight.HINDERS);
        assertThat(concern.remedy()).anyMatch(words -> words.contains("duplicate key"));
        target("DELETE FROM public.t WHERE id = 1");
        arrives("1ours 2b");
    }

    @Test
    void a_lost_slot_ends_the_way_and_so_do_a_missing_one_and_a_missing_subscription() {
        pair.following(names).disable(Pair.PATIENCE);
        source("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
        for (int i = 0; i < 4; i++) {
            source("INSERT INTO public.t VALUES (" + i + ", 'x')", "SELECT pg_switch_wal()", "CHECKPOINT");
        }
        SlotLost lost = await(SlotLost.class, this::look);
        source("ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");

        new Publishing(pair.source(), names).dropSlots(Pair.FORWARD, Pair.PATIENCE);
        SlotMissing missing = await(SlotMissing.class, this::look);
        pair.following(names).dropHere(Pair.PATIENCE);
        SubscriptionMissing gone = await(SubscriptionMissing.class, this::look);

        assertThat(List.of(lost.weight(), missing.weight(), gone.weight())).containsOnly(Concern.Weight.ENDS);
    }
}
