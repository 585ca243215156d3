package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.workers.postgres.Installation;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import io.belay.workers.verify.Difference.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A 13 with all kinds of objects, really upgraded to 17, compared with its twin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairComparisonIT {

    private static final String SHOP = "shop";

    private TestCluster old;
    private TestCluster upgraded;
    private Path folder;
    private Installation target;

    @BeforeAll
    void upgrade_a_cluster_and_keep_its_twin() {
        Installation source = TestCluster.installation(13);
        target = TestCluster.installation(17);
        TestCluster live = TestCluster.create(source, "live").start();
        live.sql(
                "postgres",
                "CREATE ROLE app LOGIN PASSWORD 'planted-secret'",
                "CREATE ROLE reader",
                "GRANT reader TO app");
        live.sql("postgres", "CREATE DATABASE shop", "CREATE DATABASE \"odd '=name\"");
        live.sql(SHOP, seed());
        live.sql("postgres", "ALTER DATABASE shop SET work_mem = '8MB'", "COMMENT ON DATABASE shop IS 'sells'");
        live.sql("postgres", "ALTER ROLE app IN DATABASE shop SET search_path = ops, public");
        live.sql("template1", "CREATE FUNCTION in_every_new_database() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        live.stop();
        old = live.copy("twin").start();
        upgraded = live.upgradeTo(target, "new").start();
        live.close();
        folder = TestCluster.folder("compare");
    }

    private static String[] seed() {
        try (var stream = PairComparisonIT.class.getResourceAsStream("shop.sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n;;\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop_both() {
        if (folder != null) {
            TestCluster.remove(folder);
        }
        // What the machine lacks skips the test before there is anything to stop.
        Stream.of(old, upgraded).filter(Objects::nonNull).forEach(TestCluster::close);
    }

    private Comparison compare() {
        FrozenPair pair = new FrozenPair(
                old.side(),
                upgraded.side(),
                target,
                new HostCommandRunner(Masking.none()),
                folder,
                folder,
                TestCluster.account(),
                Map.of(),
                2);
        return new PairComparison(pair, () -> {}).compare(PairComparison.Extent.ALL);
    }

    @Test
    void an_untouched_pair_has_no_difference_although_views_read_differently() {
        Comparison comparison = compare();

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.figures()).containsEntry("databases", 4L).containsEntry("sequences", 4L);
        assertThat(comparison.figures().get("rows")).isEqualTo(100 + 500 + 1 + 3 + 3);
        assertThat(comparison.notes()).anyMatch(note -> note.contains("foreign tables were not counted"));
        assertThat(comparison.notes()).anyMatch(note -> note.contains("unlogged"));
        StepResult result = ComparisonVerdict.fold(comparison);
        assertThat(result.outcome()).isEqualTo(StepResult.Outcome.SUCCEEDED);
        assertThat(upgraded.server().databases()).noneMatch(name -> name.startsWith("belay_mirror"));
        assertThat(folder.toFile().list((where, name) -> name.endsWith(".sql"))).isEmpty();
    }

    static List<Arguments> plants() {
        return List.of(
                plant(
                        "a missing row",
                        "DELETE FROM public.child WHERE a = 3",
                        Kind.ROWS,
                        "public.child",
                        "INSERT INTO public.child VALUES (3, 'z', 3)"),
                plant(
                        "another password of a user mapping",
                        "ALTER USER MAPPING FOR app SERVER elsewhere OPTIONS (SET password 'planted-secret-too')",
                        Kind.OBJECT_CHANGED,
                        "USER MAPPING USER MAPPING app SERVER elsewhere",
                        "ALTER USER MAPPING FOR app SERVER elsewhere OPTIONS (SET password 'planted-secret')"),
                plant(
                        "a row more in a leaf",
                        "INSERT INTO public.orders VALUES (9999, 1, '2021-05-05', 1)",
                        Kind.ROWS,
                        "public.orders_2021",
                        "DELETE FROM public.orders WHERE id = 9999"),
                plant(
                        "a changed default",
                        "ALTER TABLE public.customer ALTER name SET DEFAULT 'y'",
                        Kind.OBJECT_CHANGED,
                        "TABLE public.customer",
                        "ALTER TABLE public.customer ALTER name SET DEFAULT upper('x')"),
                plant(
                        "a lost NOT NULL",
                        "ALTER TABLE public.customer ALTER name DROP NOT NULL",
                        Kind.OBJECT_CHANGED,
                        "TABLE public.customer",
                        "ALTER TABLE public.customer ALTER name SET NOT NULL"),
                plant(
                        "a lost index",
                        "DROP INDEX public.orders_large",
                        Kind.OBJECT_LOST,
                        "INDEX public.orders_large",
                        "CREATE INDEX orders_large ON public.orders (customer) WHERE amount > 10"),
                plant(
                        "a lost foreign key",
                        "ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey",
                        Kind.OBJECT_LOST,
                        "FK CONSTRAINT public.orders orders_customer_fkey",
                        "ALTER TABLE public.orders ADD FOREIGN KEY (customer) REFERENCES public.customer"),
                plant(
                        "a lost check",
                        "ALTER TABLE public.child DROP CONSTRAINT positive",
                        Kind.OBJECT_CHANGED,
                        "TABLE public.child",
                        "ALTER TABLE public.child ADD CONSTRAINT positive CHECK (c > 0)"),
                plant(
                        "a lost trigger",
                        "DROP TRIGGER guard ON public.customer",
                        Kind.OBJECT_LOST,
                        "TRIGGER public.customer guard",
                        "CREATE TRIGGER guard BEFORE UPDATE OF name ON public.customer FOR EACH ROW"
                                + " WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION public.keep()"),
                plant(
                        "a disabled trigger",
                        "ALTER TABLE public.customer DISABLE TRIGGER guard",
                        Kind.OBJECT_CHANGED,
                        "TRIGGER public.customer guard",
                        "ALTER TABLE public.customer ENABLE TRIGGER guard"),
                plant(
                        "a lost grant",
                        "REVOKE SELECT ON public.orders FROM reader",
                        Kind.OBJECT_LOST,
                        "ACL public.TABLE orders",
                        "GRANT SELECT ON public.orders TO reader"),
                plant(
                        "a grant more",
                        "GRANT INSERT ON public.orders TO reader",
                        Kind.OBJECT_CHANGED,
                        "ACL public.TABLE orders",
                        "REVOKE INSERT ON public.orders FROM reader"),
                plant(
                        "another owner",
                        "ALTER TABLE public.child OWNER TO app",
                        Kind.OBJECT_CHANGED,
                        "TABLE public.child",
                        "ALTER TABLE public.child OWNER TO postgres"),
                plant(
                        "a lost comment",
                        "COMMENT ON TABLE public.orders IS NULL",
                        Kind.OBJECT_LOST,
                        "COMMENT public.TABLE orders",
                        "COMMENT ON TABLE public.orders IS 'what was ordered'"),
                plant(
                        "a dropped function",
                        "DROP FUNCTION public.plus_one(int)",
                        Kind.OBJECT_LOST,
                        "FUNCTION public.plus_one(integer)",
                        "CREATE FUNCTION public.plus_one(a int) RETURNS int LANGUAGE sql AS $$ SELECT a + 1 $$"),
                plant(
                        "a changed view",
                        "CREATE OR REPLACE VIEW public.named AS SELECT customer.id, customer.name"
                                + " FROM public.customer WHERE customer.id > 4",
                        Kind.OBJECT_CHANGED,
                        "VIEW public.named",
                        "CREATE OR REPLACE VIEW public.named AS SELECT customer.id, customer.name"
                                + " FROM public.customer WHERE customer.id > 3"),
                plant(
                        "a lost policy",
                        "DROP POLICY own ON public.customer",
                        Kind.OBJECT_LOST,
                        "POLICY public.customer own",
                        "CREATE POLICY own ON public.customer USING (name = CURRENT_USER)"),
                plant(
                        "an object more",
                        "CREATE TABLE public.left_over (a int)",
                        Kind.OBJECT_EXTRA,
                        "TABLE public.left_over",
                        "DROP TABLE public.left_over"),
                plant(
                        "a lost sequence value",
                        "SELECT setval('public.free', 7, false)",
                        Kind.SEQUENCE,
                        "public.free",
                        "SELECT setval('public.free', 7, true)"),
                plant(
                        "another increment",
                        "ALTER SEQUENCE public.free INCREMENT 2",
                        Kind.SEQUENCE,
                        "public.free",
                        "ALTER SEQUENCE public.free INCREMENT 1"),
                plant(
                        "a sequence that nobody owns any more",
                        "ALTER SEQUENCE public.orders_id_seq OWNED BY NONE",
                        Kind.SEQUENCE,
                        "public.orders_id_seq",
                        "ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id"),
                plant(
                        "a lost large object",
                        "SELECT lo_unlink(4711)",
                        Kind.LARGE_OBJECTS,
                        "large objects of postgres",
                        "SELECT lo_from_bytea(4711, 'abc')"),
                plant(
                        "a materialized view that is empty",
                        "REFRESH MATERIALIZED VIEW public.sums WITH NO DATA",
                        Kind.ROWS,
                        "public.sums",
                        "REFRESH MATERIALIZED VIEW public.sums"),
                plant(
                        "a changed type",
                        "ALTER TYPE public.mood ADD VALUE 'c'",
                        Kind.OBJECT_CHANGED,
                        "TYPE public.mood",
                        "DELETE FROM pg_enum WHERE enumlabel = 'c'"),
                plant(
                        "a changed password",
                        "ALTER ROLE app PASSWORD 'another'",
                        Kind.ROLE,
                        "password of role app",
                        "UPDATE pg_authid SET rolpassword = 'md5' || md5('planted-secret' || 'app') WHERE rolname = 'app'"),
                plant(
                        "a lost membership",
                        "REVOKE reader FROM app",
                        Kind.ROLE,
                        "membership of app in reader",
                        "GRANT reader TO app"),
                plant(
                        "a superuser more",
                        "ALTER ROLE app SUPERUSER",
                        Kind.ROLE,
                        "role app",
                        "ALTER ROLE app NOSUPERUSER"),
                plant(
                        "a lost database setting",
                        "ALTER DATABASE shop RESET work_mem",
                        Kind.ROLE,
                        "settings of all roles in database shop: work_mem",
                        "ALTER DATABASE shop SET work_mem = '8MB'"),
                plant(
                        "a database's other owner",
                        "ALTER DATABASE shop OWNER TO app",
                        Kind.DATABASE_PROPERTY,
                        "database shop",
                        "ALTER DATABASE shop OWNER TO postgres"),
                plant("a lost extension", "DROP EXTENSION tcn", Kind.EXTENSION, "tcn", "CREATE EXTENSION tcn"),
                plant(
                        "a statistics object less",
                        "DROP STATISTICS public.both_columns",
                        Kind.OBJECT_LOST,
                        "STATISTICS public.both_columns",
                        "CREATE STATISTICS public.both_columns ON id, customer FROM public.orders"),
                plant(
                        "a publication less",
                        "DROP PUBLICATION out_of_shop",
                        Kind.OBJECT_LOST,
                        "PUBLICATION out_of_shop",
                        "CREATE PUBLICATION out_of_shop FOR TABLE public.orders_2020"),
                plant(
                        "an invalid index",
                        "UPDATE pg_index SET indisvalid = false"
                                + " WHERE indexrelid = 'public.customer_name'::regclass",
                        Kind.CATALOG,
                        "INDEX public.customer_name",
                        "UPDATE pg_index SET indisvalid = true"
                                + " WHERE indexrelid = 'public.customer_name'::regclass"));
    }

    private static Arguments plant(String what, String sql, Kind kind, String object, String undo) {
        return Arguments.of(what, sql, kind, object, undo);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plants")
    void a_planted_difference_is_found_and_named(String what, String sql, Kind kind, String object, String undo) {
        upgraded.sql(SHOP, sql);
        try {
            Comparison comparison = compare();

            assertThat(comparison.differences())
                    .as(what)
                    .anyMatch(found -> found.kind() == kind && found.object().equals(object));
            assertThat(ComparisonVerdict.fold(comparison).outcome()).isEqualTo(StepResult.Outcome.FAILED);
            assertThat(comparison.differences().toString()).doesNotContain("planted-secret");
        } finally {
            upgraded.sql(SHOP, undo);
        }
    }

    @Test
    void a_lost_database_is_found() {
        upgraded.sql("postgres", "ALTER DATABASE \"odd '=name\" RENAME TO gone");
        try {
            assertThat(compare().differences())
                    .filteredOn(found -> found.kind() == Kind.DATABASE)
                    .extracting(Difference::object)
                    .containsExactly("gone", "odd '=name");
        } finally {
            upgraded.sql("postgres", "ALTER DATABASE gone RENAME TO \"odd '=name\"");
        }
    }

    @Test
    void an_updated_extension_is_named_and_no_difference() {
        upgraded.sql(SHOP, "ALTER EXTENSION pg_trgm UPDATE");

        Comparison comparison = compare();

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.notes())
                .anyMatch(note -> note.startsWith("shop: extension pg_trgm was updated from 1.5"));
    }
}
