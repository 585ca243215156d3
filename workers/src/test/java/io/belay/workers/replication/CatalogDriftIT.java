package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.Session;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A 13 that publishes and a 17: whatever changes on the one is named until the other has it too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class CatalogDriftIT {

    private static final Names NAMES = Names.ofRun("r20261122-210000-aaaa");

    private static final String[] SCHEMA = {
        "CREATE TABLE public.t (id int PRIMARY KEY, word text DEFAULT 'one', n numeric CHECK (n > 0.5))",
        "CREATE FUNCTION public.twice(n numeric) RETURNS numeric LANGUAGE sql AS 'SELECT n * 2'",
        "CREATE VIEW public.v AS SELECT id, word FROM public.t WHERE id > 3",
        "CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.t",
        "CREATE SEQUENCE public.s",
        "CREATE POLICY own ON public.t USING (word = CURRENT_USER)",
        "CREATE EXTENSION pg_trgm",
        "CREATE SCHEMA \"odd.one\""
    };

    private Pair pair;
    private String shop = "";

    @BeforeAll
    void start() {
        pair = Pair.of(13, 17);
        for (var side : List.of(pair.sourceCluster(), pair.targetCluster())) {
            side.sql(
                    "postgres",
                    "CREATE ROLE clerk LOGIN PASSWORD 'md50123456789abcdef0123456789abcdef'",
                    "CREATE ROLE boss");
        }
        shop = pair.database(SCHEMA);
        new Publishing(pair.source(), NAMES).mark(List.of("postgres", shop));
        // What a plan changes on the candidate alone, on purpose
        pair.targetCluster()
                .sql(
                        shop,
                        "CREATE OR REPLACE FUNCTION public.twice(n numeric) RETURNS numeric LANGUAGE sql AS 'SELECT n + n'",
                        "CREATE INDEX of_new ON public.t (n)");
    }

    @AfterAll
    void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    private List<String> drift(String database) {
        try (Session from = pair.source().open(database);
                Session to = pair.target().open(database)) {
            return CatalogDrift.read(from, to, NAMES);
        }
    }

    @Test
    void what_nobody_changed_since_is_no_drift_whatever_the_candidate_has_for_itself() {
        pair.sourceCluster()
                .sql(shop, "ANALYZE", "VACUUM", "REFRESH MATERIALIZED VIEW public.m", "SELECT nextval('public.s')");

        assertThat(drift(shop)).isEmpty();
        assertThat(drift("postgres")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE FUNCTION public.f(a int, b text) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'|function public.f(integer, text)",
                "CREATE VIEW public.w AS SELECT id, n * 0.19 AS tax FROM public.t WHERE word <> ''|view public.w",
                "CREATE OR REPLACE VIEW public.v AS SELECT id, word FROM public.t WHERE id > 4|view public.v",
                "CREATE RULE r AS ON DELETE TO public.t WHERE old.id = 1 DO INSTEAD NOTHING|rule r of public.t",
                "GRANT ALL ON public.t TO clerk|owner, privileges or options of public.t",
                "GRANT UPDATE (word) ON public.v TO clerk|privileges or storage of word in public.v",
                "ALTER TABLE public.t ALTER word SET DEFAULT 'two'|default of word in public.t",
                "ALTER SEQUENCE public.s INCREMENT -7 CYCLE MINVALUE -70|sequence public.s",
                "CREATE INDEX plain ON public.t (lower(word)) WHERE n > 0.19|index public.plain",
                "ALTER TABLE public.t ADD CONSTRAINT more CHECK (id < 1000 AND word <> 'x.y') NOT VALID|constraint more of public.t",
                "ALTER POLICY own ON public.t USING (word = 'clerk')|policy own of public.t",
                "CREATE STATISTICS public.st ON word, n FROM public.t|statistics public.st",
                "GRANT USAGE ON SCHEMA \"odd.one\" TO clerk|schema odd.one",
                "CREATE EXTENSION citext|extension citext",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO clerk|default privileges postgres public r",
                "COMMENT ON COLUMN public.t.word IS 'said'|comment on column word of table public.t"
            })
    void a_change_is_named_until_the_follower_has_it(String change, String named) {
        pair.sourceCluster().sql(shop, change);
        assertThat(drift(shop)).contains(named);

        pair.targetCluster().sql(shop, change);
        assertThat(drift(shop)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ALTER ROLE clerk PASSWORD 'md5fedcba9876543210fedcba9876543210'|role clerk",
                "CREATE ROLE fresh LOGIN CONNECTION LIMIT 3 VALID UNTIL '2031-01-01 00:00:00+00'|role fresh",
                "GRANT boss TO clerk WITH ADMIN OPTION|membership of clerk in boss",
                "ALTER ROLE clerk IN DATABASE postgres SET work_mem = '17MB'|setting work_mem of clerk in postgres"
            })
    void what_is_the_clusters_is_named_in_one_database(String change, String named) {
        pair.sourceCluster().sql("postgres", change);
        assertThat(drift("postgres")).containsExactly(named);
        assertThat(drift(shop)).isEmpty();

        pair.targetCluster().sql("postgres", change);
        assertThat(drift("postgres")).isEmpty();
    }
}
