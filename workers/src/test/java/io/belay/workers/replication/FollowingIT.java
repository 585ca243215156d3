package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A 13 that is followed by a 17: what is made, what is refused, and that nothing is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowingIT {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String TABLE = "CREATE TABLE public.t (id int PRIMARY KEY, v text)";

    private Pair pair;
    private int runs;

    @BeforeAll
    void start() {
        pair = Pair.of(13, 17);
    }

    @AfterAll
    void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    private Names run() {
        runs++;
        return Names.ofRun("r20261121-130000-000" + runs);
    }

    @Test
    void changes_arrive_and_nothing_of_the_run_is_left_and_nothing_of_others_is_touched() {
        Names names = run();
        String one = pair.database(TABLE);
        String two = pair.database(TABLE);
        pair.sourceCluster().sql(one, "CREATE PUBLICATION somebodys FOR TABLE public.t");
        Pair.value(pair.source(), one, "SELECT pg_create_logical_replication_slot('somebodys', 'pgoutput')");
        HeardStatements heard = new HeardStatements();
        Publishing publishing = new Publishing(pair.sourceHeardBy(heard), names);

        List<Slot> slots = publishing.publish(Pair.FORWARD, List.of(one, two), Pair.PATIENCE);
        List<Slot> again = publishing.publish(Pair.FORWARD, List.of(one, two), Pair.PATIENCE);
        Following following = pair.follow(names, one, two);
        pair.sourceCluster().sql(one, "INSERT INTO public.t VALUES (1, 'a'), (2, 'b')", "UPDATE public.t SET v = 'c'");
        pair.sourceCluster().sql(two, "INSERT INTO public.t VALUES (3, 'd')");
        pair.awaitCaughtUp(names, one);
        pair.awaitCaughtUp(names, two);

        assertThat(again)
                .extracting(Slot::confirmed)
                .isEqualTo(slots.stream().map(Slot::confirmed).toList());
        assertThat(Pair.value(pair.target(), one, "SELECT string_agg(id || v, ' ' ORDER BY id) FROM public.t"))
                .isEqualTo("1c 2c");
        assertThat(Pair.value(pair.target(), two, "SELECT count(*) FROM public.t"))
                .isEqualTo("1");
        assertThat(following.existing()).containsExactly(one, two);
        following.drop(Pair.PATIENCE);
        following.drop(Pair.PATIENCE);
        publishing.withdraw(Pair.PATIENCE);
        publishing.withdraw(Pair.PATIENCE);
        new Publishing(pair.target(), names).withdraw(Pair.PATIENCE);
        assertThat(publishing.look().isNothing()).isTrue();
        assertThat(new Publishing(pair.target(), names).look().isNothing()).isTrue();
        assertThat(following.existing()).isEmpty();
        assertThat(Pair.value(pair.source(), one, "SELECT string_agg(slot_name, ' ') FROM pg_replication_slots"))
                .isEqualTo("somebodys");
        assertThat(Pair.value(pair.source(), one, "SELECT string_agg(pubname, ' ') FROM pg_publication"))
                .isEqualTo("somebodys");
        Pair.value(pair.source(), one, "SELECT pg_drop_replication_slot('somebodys')");
        assertThat(heard.all()).allMatch(sent -> isListed(names, sent));
    }

    private static boolean isListed(Names names, HeardStatements.Heard sent) {
        List<ListedStatement> listed = new ArrayList<>(Publishing.statements(names));
        listed.addAll(Publishing.statementsOfWithdrawal(names));
        listed.addAll(Publishing.statementsOfLook());
        listed.addAll(io.belay.workers.postgres.JdbcServer.statements("template1"));
        return listed.stream()
                .map(one -> one.database().equals(ListedStatement.EACH_DATABASE)
                        ? ListedStatement.in(sent.database(), one.sql())
                        : one)
                .anyMatch(one -> one.fits(sent.database(), sent.sql()));
    }

    @Test
    void an_open_transaction_of_another_database_and_a_prepared_one_are_named_and_nothing_is_left_of_the_slot() {
        Names names = run();
        String shop = pair.database(TABLE);
        Publishing publishing = new Publishing(pair.source(), names);
        try (Session other = pair.source().open("postgres")) {
            other.execute("BEGIN");
            other.query("SELECT pg_catalog.txid_current()");

            assertThatThrownBy(() -> publishing.publish(Pair.FORWARD, List.of(shop), SHORT))
                    .isInstanceOfSatisfying(
                            ServerFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.SLOT_BLOCKED))
                    .hasMessageContainingAll(
                            "of postgres in postgres (belay, idle in transaction)", "pg_terminate_backend");
        }
        pair.sourceCluster().sql(shop, "BEGIN; INSERT INTO public.t VALUES (7); PREPARE TRANSACTION 'it''s'");
        try {
            assertThatThrownBy(() -> publishing.publish(Pair.FORWARD, List.of(shop), SHORT))
                    .hasMessageContainingAll("ROLLBACK PREPARED 'it''s'", shop);
            assertThat(publishing.look().slots()).isEmpty();
            assertThat(publishing.look().published()).containsExactly(shop);
        } finally {
            pair.sourceCluster().sql(shop, "ROLLBACK PREPARED 'it''s'");
        }
        publishing.withdraw(Pair.PATIENCE);
        assertThat(publishing.look().isNothing()).isTrue();
    }

    @Test
    void a_reader_with_a_snapshot_does_not_delay_a_slot() {
        Names names = run();
        String shop = pair.database(TABLE);
        Publishing publishing = new Publishing(pair.source(), names);
        try (Session reader = pair.source().open(shop)) {
            reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            reader.query("SELECT count(*) FROM public.t");

            assertThat(publishing.publish(Pair.FORWARD, List.of(shop), Pair.PATIENCE))
                    .hasSize(1);
        }
        publishing.withdraw(Pair.PATIENCE);
    }

    @Test
    void a_slot_that_is_in_use_is_waited_for_then_taken_from_its_follower() {
        Names names = run();
        String shop = pair.database(TABLE);
        Following following = pair.follow(names, shop);
        pair.awaitCaughtUp(names, shop);

        new Publishing(pair.source(), names).withdraw(SHORT);

        assertThat(new Publishing(pair.source(), names).look().isNothing()).isTrue();
        following.dropHere(Pair.PATIENCE);
        new Publishing(pair.target(), names).withdraw(SHORT);
    }

    @Test
    void a_publication_of_the_runs_name_that_somebody_made_is_left_alone() {
        Names names = run();
        String shop = pair.database(TABLE);
        pair.sourceCluster().sql(shop, "CREATE PUBLICATION " + names.publication() + " FOR TABLE public.t");

        assertThatThrownBy(() -> new Publishing(pair.source(), names).publish(Pair.FORWARD, List.of(shop), SHORT))
                .isInstanceOfSatisfying(
                        ServerFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.NAME_TAKEN));
        pair.remove(names);
    }

    @Test
    void a_subscription_that_was_made_without_connecting_is_found_to_carry_nothing() {
        Names names = run();
        String shop = pair.database(TABLE);
        new Publishing(pair.source(), names).publish(Pair.FORWARD, List.of(shop), Pair.PATIENCE);
        new Publishing(pair.target(), names).mark(List.of(shop));
        pair.targetCluster()
                .sql(
                        shop,
                        "CREATE SUBSCRIPTION " + names.subscription(Pair.FORWARD) + " CONNECTION '"
                                + pair.address(pair.sourceCluster())
                                        .connection(shop, "x")
                                        .replace("'", "''")
                                + "' PUBLICATION " + names.publication() + " WITH (connect = false, slot_name = '"
                                + names.slot(Pair.FORWARD, shop) + "')");

        assertThatThrownBy(() -> pair.following(names).prepare(List.of(shop)))
                .isInstanceOfSatisfying(
                        ServerFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.NOT_REGISTERED))
                .hasMessageContaining("\"public\".\"t\"");
        pair.remove(names);
    }

    @Test
    void one_that_was_begun_before_goes_on_where_it_is_when_it_is_begun_again() {
        Names names = run();
        String shop = pair.database(TABLE);
        Following following = pair.follow(names, shop);
        io.belay.workers.postgres.Lsn early = io.belay.workers.postgres.Lsn.parse("0/1");
        pair.sourceCluster().sql(shop, "INSERT INTO public.t VALUES (1)");
        pair.awaitCaughtUp(names, shop);

        following.disable(Pair.PATIENCE);
        following.prepare(List.of(shop));
        following.startAt(java.util.Map.of(shop, early));
        following.enable();
        pair.sourceCluster().sql(shop, "INSERT INTO public.t VALUES (2)");
        pair.awaitCaughtUp(names, shop);

        assertThat(Pair.value(pair.target(), shop, "SELECT count(*) FROM public.t"))
                .isEqualTo("2");
        pair.remove(names);
        assertThatThrownBy(() -> following.startAt(java.util.Map.of(shop, early)))
                .isInstanceOfSatisfying(
                        ServerFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.SUBSCRIPTION_MISSING));
    }

    @Test
    void a_slot_that_was_made_behind_the_place_to_begin_at_is_refused() {
        Names names = run();
        String shop = pair.database(TABLE);
        io.belay.workers.postgres.Lsn end = io.belay.workers.postgres.Lsn.parse(
                Pair.value(pair.source(), shop, "SELECT pg_current_wal_flush_lsn()"));
        pair.sourceCluster().sql(shop, "INSERT INTO public.t VALUES (1)");
        new Publishing(pair.source(), names).publish(Pair.FORWARD, List.of(shop), Pair.PATIENCE);
        new Publishing(pair.target(), names).mark(List.of(shop));
        Following following = pair.following(names);
        following.prepare(List.of(shop));

        assertThatThrownBy(() -> following.startAt(java.util.Map.of(shop, end)))
                .isInstanceOfSatisfying(
                        ServerFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.SLOT_TOO_LATE))
                .hasMessageContaining(end.toString());
        pair.remove(names);
    }

    @Test
    void a_marker_that_does_not_arrive_in_time_is_said_so() {
        Names names = run();
        String shop = pair.database(TABLE);
        Following following = pair.follow(names, shop);
        following.disable(Pair.PATIENCE);
        Marker marker = new Marker(names);
        try (Session from = pair.source().open(shop);
                Session to = pair.target().open(shop)) {
            long written = marker.write(from);

            assertThatThrownBy(() -> marker.await(to, written, SHORT))
                    .isInstanceOfSatisfying(
                            ServerFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.MARKER_NOT_SHOWN));
            following.enable();
            marker.await(to, written, Pair.SOON);
        }
        pair.remove(names);
    }
}
