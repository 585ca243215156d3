package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

    private static Map<String, SchemaObject> parse(String text) {
        return SchemaText.parse(text.lines().toList());
    }

    private static List<String> lines(Map<String, SchemaObject> objects, String key) {
        SchemaObject object = objects.get(key);
        return object == null ? List.of() : object.lines();
    }

    @Test
    void what_belongs_to_the_dump_itself_is_left_out() {
        Map<String, SchemaObject> objects = parse("""
                --
                -- PostgreSQL database dump
                --

                \\restrict abc

                SET statement_timeout = 0;

                --
                -- Name: f(integer); Type: FUNCTION; Schema: public; Owner: app
                --

                CREATE FUNCTION public.f(integer);


                --
                -- PostgreSQL database dump complete
                --

                \\unrestrict abc
                """);

        assertThat(objects).containsOnlyKeys("FUNCTION public.f(integer)");
        assertThat(objects.values().iterator().next().lines()).containsExactly("CREATE FUNCTION public.f(integer);");
    }

    @Test
    void a_tablespace_set_between_two_objects_belongs_to_the_second() {
        Map<String, SchemaObject> objects = parse("""
                --
                -- Name: a; Type: TABLE; Schema: s; Owner: -
                --

                CREATE TABLE s.a ();

                SET default_tablespace = fast;

                SET default_table_access_method = heap;

                --
                -- Name: b; Type: TABLE; Schema: s; Owner: -
                --

                CREATE TABLE s.b ();
                """);

        assertThat(lines(objects, "TABLE s.a")).contains("-- tablespace ''");
        assertThat(lines(objects, "TABLE s.b")).contains("-- tablespace fast");
    }

    @Test
    void a_line_that_only_looks_like_a_header_stays_in_its_body() {
        Map<String, SchemaObject> objects = parse("""
                --
                -- Name: a; Type: FUNCTION; Schema: s; Owner: -
                --

                -- Name: b; Type: TABLE; Schema: s; Owner: -
                SELECT 1;
                """);

        assertThat(lines(objects, "FUNCTION s.a")).hasSize(2);
    }

    @Test
    void grants_in_another_order_mean_the_same_and_columns_do_not() {
        SchemaObject grants = new SchemaObject("ACL", "s", "TABLE a", List.of("GRANT x;", "GRANT y;"));
        SchemaObject table = new SchemaObject("TABLE", "s", "a", List.of("x int,", "y int"));

        assertThat(grants.meansTheSameAs(new SchemaObject("ACL", "s", "TABLE a", List.of("GRANT y;", "GRANT x;"))))
                .isTrue();
        assertThat(table.meansTheSameAs(new SchemaObject("TABLE", "s", "a", List.of("y int", "x int,"))))
                .isFalse();
    }
}
