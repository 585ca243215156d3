package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.Session;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One schema on 13 and on 17: the stamp is the same, and each change of one side is named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogStampIT {

    private static final String[] SCHEMA = {
        "CREATE TYPE public.mood AS ENUM ('bad', 'good')",
        "CREATE DOMAIN public.amount AS numeric(8,2) NOT NULL",
        "CREATE TYPE public.pair AS (a int, b public.mood[])",
        "CREATE TYPE public.span AS RANGE (subtype = int)",
        "CREATE EXTENSION pg_trgm",
        "CREATE TABLE public.t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood public.mood, amount public.amount,"
                + " double numeric GENERATED ALWAYS AS (id * 2) STORED, at timestamptz DEFAULT now(), c \"char\", j jsonb,"
                + " p public.pair, s public.span, \"user\" varchar(10) UNIQUE DEFERRABLE)",
        "CREATE TABLE public.parted (id int, y date NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y)",
        "CREATE TABLE public.parted_1 PARTITION OF public.parted FOR VALUES FROM ('2020-01-01') TO ('2030-01-01')",
        "CREATE TABLE public.whole (v text)",
        "ALTER TABLE public.whole REPLICA IDENTITY FULL",
        "CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "CREATE TRIGGER guard BEFORE INSERT ON public.parted FOR EACH ROW EXECUTE FUNCTION public.keep()",
        "CREATE TRIGGER guard BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.keep()",
        "CREATE UNLOGGED TABLE public.scratch (id int)",
        "CREATE VIEW public.v AS SELECT id FROM public.t",
        "ALTER TABLE public.whole ADD COLUMN gone int",
        "ALTER TABLE public.whole DROP COLUMN gone",
        "ALTER TABLE public.whole ADD COLUMN kept int NOT NULL DEFAULT 1"
    };

    private Pair pair;
    private String shop = "";

    @BeforeAll
    void start() {
        pair = Pair.of(13, 17);
        shop = pair.database(SCHEMA);
    }

    @AfterAll
    void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    private Optional<CatalogDifference> compare() {
        try (Session from = pair.source().open(shop);
                Session to = pair.target().open(shop)) {
            return CatalogStamp.compare(from, to);
        }
    }

    @Test
    void equal_schemas_of_two_majors_have_one_stamp() {
        try (Session from = pair.source().open(shop);
                Session to = pair.target().open(shop)) {
            assertThat(CatalogStamp.compare(from, to)).isEmpty();
            assertThat(CatalogStamp.read(from).facts()).isGreaterThan(30);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TYPE public.mood ADD VALUE 'best'|type \"public\".\"mood\"|UPDATE pg_enum SET enumlabel = enumlabel",
                "ALTER TABLE public.t REPLICA IDENTITY FULL|table \"public\".\"t\"|ALTER TABLE public.t REPLICA IDENTITY DEFAULT",
                "ALTER TABLE public.t DISABLE TRIGGER guard|trigger \"guard\" of \"public\".\"t\"|ALTER TABLE public.t ENABLE TRIGGER guard",
                "ALTER TABLE public.t ALTER j SET NOT NULL|column \"j\" of \"public\".\"t\"|ALTER TABLE public.t ALTER j DROP NOT NULL",
                "CREATE UNIQUE INDEX once ON public.whole (v)|unique index \"once\" of \"public\".\"whole\"|DROP INDEX public.once",
                "CREATE TABLE public.fresh (id int)|table \"public\".\"fresh\"|DROP TABLE public.fresh",
                "ALTER TYPE public.pair ADD ATTRIBUTE z int|column \"z\" of \"public\".\"pair\"|ALTER TYPE public.pair DROP ATTRIBUTE z"
            })
    void a_change_of_one_side_is_named(String change, String subject, String undo) {
        pair.sourceCluster().sql(shop, change);
        try {
            assertThat(compare())
                    .hasValueSatisfying(found -> assertThat(found.subject()).hasToString(subject));
        } finally {
            pair.sourceCluster().sql(shop, undo);
            if (change.contains("ADD VALUE")) {
                pair.targetCluster().sql(shop, change);
            }
        }
        assertThat(compare()).isEmpty();
    }
}
