package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way back begins exactly behind what came from the other side, also on a server that is slow to write its log, and crashes. */
class SlotAdvanceIT {

    private static final Names NAMES = Names.ofRun("r20261121-130000-ad00");
    private static final Way BACK = Pair.FORWARD.reversed();

    private Pair pair;
    private String shop = "";
    private String slot = "";
    private Following forward;
    private Following back;

    @BeforeEach
    void start() {
        pair = Pair.of(13, 17);
        shop = pair.database("CREATE TABLE public.t (id int PRIMARY KEY)");
        slot = NAMES.slot(BACK, shop);
        pair.targetCluster().sql("postgres", "ALTER SYSTEM SET wal_writer_delay = '10s'", "SELECT pg_reload_conf()");
        forward = pair.follow(NAMES, shop);
        new Publishing(pair.target(), NAMES).publish(BACK, List.of(shop), Pair.PATIENCE);
        JdbcServer serves = pair.target();
        JdbcServer follows = pair.source();
        back = new Following(serves, follows, pair.address(pair.targetCluster()), NAMES, BACK);
        back.prepare(List.of(shop));
    }

    @AfterEach
    void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    @Test
    void behind_a_flush_nothing_of_what_was_applied_is_left_in_the_slot() {
        for (int round = 1; round <= 5; round++) {
            pair.sourceCluster().sql(shop, "INSERT INTO public.t VALUES (" + round + ")");
            pair.awaitCaughtUp(NAMES, shop);
            advance();

            assertThat(Pair.value(
                            pair.target(),
                            shop,
                            "SELECT count(*) FROM pg_logical_slot_peek_binary_changes('" + slot
                                    + "', NULL, NULL, 'proto_version', '1', 'publication_names', '"
                                    + NAMES.publication()
                                    + "')"))
                    .isEqualTo("0");
        }
    }

    @Test
    void a_crash_sets_the_slot_back_and_the_kept_place_still_sends_nothing_twice() {
        pair.sourceCluster().sql(shop, "INSERT INTO public.t VALUES (1), (2)");
        pair.awaitCaughtUp(NAMES, shop);
        Lsn place = advance();

        crashTarget();
        Lsn setBack = Lsn.parse(Pair.value(
                pair.target(),
                shop,
                "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '" + slot + "'"));
        forward.drop(Pair.PATIENCE);
        back.startAt(Map.of(shop, place));
        back.enable();
        pair.targetCluster().sql(shop, "INSERT INTO public.t VALUES (3)");
        Marker marker = new Marker(NAMES);
        try (Session serves = pair.target().open(shop);
                Session follows = pair.source().open(shop)) {
            marker.await(follows, marker.write(serves), Pair.SOON);
        }

        assertThat(setBack).isLessThan(place);
        assertThat(Pair.value(pair.source(), shop, "SELECT string_agg(id::text, ' ' ORDER BY id) FROM public.t"))
                .isEqualTo("1 2 3");
    }

    private Lsn advance() {
        try (Session to = pair.target().open(shop)) {
            Flush.make(to);
            return SlotAdvance.advance(to, slot);
        }
    }

    private void crashTarget() {
        pair.targetCluster().run("pg_ctl", "-D", pair.targetCluster().data(), "-w", "-m", "immediate", "stop");
        pair.targetCluster().start();
    }
}
