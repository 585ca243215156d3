package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A 13 that follows a 17, as behind the first crossing: what the owner of a database set, or has run at each change, alters no row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class ExactFollowingIT {

    private static final String VALUES =
            "concat_ws(' ', float8send(exact), to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
                    + " to_char(every, 'YYYY MM DD HH24:MI:SS.US'))";

    private Pair pair;

    @BeforeAll
    void start() {
        pair = Pair.of(17, 13);
    }

    @AfterAll
    void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    @Test
    void values_arrive_exactly_whatever_the_database_sets_for_their_text() {
        Names names = Names.ofRun("r20261122-210001-aaaa");
        String shop = pair.database(
                "CREATE TABLE public.t (id int PRIMARY KEY, exact float8, at timestamptz, every interval)");
        for (var side : List.of(pair.sourceCluster(), pair.targetCluster())) {
            for (String setting : List.of(
                    "extra_float_digits = 0",
                    "\"TimeZone\" = 'Asia/Kolkata'",
                    "\"DateStyle\" = 'SQL, DMY'",
                    "\"IntervalStyle\" = 'sql_standard'")) {
                side.sql("postgres", "ALTER DATABASE \"" + shop + "\" SET " + setting);
            }
        }
        pair.follow(names, shop);

        pair.sourceCluster()
                .sql(
                        shop,
                        "INSERT INTO public.t VALUES (1, 0.1::float8 + 0.2, '2026-03-05 01:30:00.123456+00', '-1 year -2 days +03:04:05.678901')");
        pair.awaitCaughtUp(names, shop);

        assertThat(Pair.value(pair.target(), shop, "SELECT " + VALUES + " FROM public.t"))
                .isEqualTo(Pair.value(pair.source(), shop, "SELECT " + VALUES + " FROM public.t"));
        pair.remove(names);
    }

    @Test
    void an_event_trigger_of_the_owner_writes_no_row_where_it_follows() {
        Names names = Names.ofRun("r20261122-210002-aaaa");
        String shop = pair.database(
                "CREATE TABLE public.trail (id bigserial PRIMARY KEY, what text)",
                "CREATE FUNCTION public.note() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO public.trail (what) VALUES (TG_TAG); END'",
                "CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION public.note()");
        new Publishing(pair.source(), names).publish(Pair.FORWARD, List.of(shop), Pair.PATIENCE);
        Publishing.ofFollower(pair.target(), names).mark(List.of(shop));
        Following following = pair.following(names);
        following.prepare(List.of(shop));
        following.enable();
        pair.awaitCaughtUp(names, shop);
        following.drop(Pair.PATIENCE);

        assertThat(Pair.value(
                        pair.target(), shop, "SELECT count(*) FROM public.trail WHERE what <> 'CREATE EVENT TRIGGER'"))
                .isEqualTo("0");
        new Publishing(pair.source(), names).withdraw(Pair.PATIENCE);
        new Publishing(pair.target(), names).withdraw(Pair.PATIENCE);
    }
}
