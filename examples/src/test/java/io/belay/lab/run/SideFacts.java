package io.belay.lab.run;

import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Door;
import io.belay.lab.Sql;
import io.belay.lab.online.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that can be said of one side, each thing under a name of its own: schemas as {@code pg_dump} of the target's version writes them,
 * rows, sequences, roles, databases and settings. By programs of PostgreSQL and plain SQL alone, without any code of Belay's workers.
 * Immutable.
 *
 * <p>What is normalised: the order of a dump's objects and its head and end, which hold versions and a random word; how memberships are
 * written, whose options and grantor 16 brought; the multirange of each range type and the word {@code IN} of procedures, which came with
 * 14. What is left out: the schema, publications and subscriptions of a run.
 */
record SideFacts(SortedMap<String, String> facts) {

    private static final Duration DUMP = Duration.ofMinutes(1);

    private static final String SEQUENCES = """
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' ORDER BY 1
            """;

    private static final String MATERIALIZED = """
            SELECT c.oid::regclass::text, relispopulated FROM pg_class c WHERE c.relkind = 'm' AND c.oid >= 16384
            """;

    private static final String DATABASES = """
            SELECT 'database ' || datname, concat_ws(' ', datdba::regrole, pg_encoding_to_char(encoding), datcollate, datctype,
                datistemplate, datallowconn, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(datacl) a),
                shobj_description(oid, 'pg_database'))
            FROM pg_database WHERE datname NOT LIKE 'template%'
            UNION ALL SELECT 'connection limit of ' || datname, datconnlimit::text FROM pg_database
            UNION ALL SELECT concat_ws(' ', 'setting', d.datname, nullif(setrole, 0)::regrole, split_part(item, '=', 1)), item
            FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase CROSS JOIN unnest(setconfig) item
            """;

    private static final Pattern OBJECT = Pattern.compile("(?m)^--\n-- Name: (.*)\n--\n");
    private static final Pattern BETWEEN =
            Pattern.compile("(?m)^SET default_table.*\n|^--\n-- PostgreSQL database dump complete[\\s\\S]*");
    private static final Pattern PASSWORD = Pattern.compile("PASSWORD '([^']*)'");
    private static final Pattern MEMBERSHIP = Pattern.compile("(,| WITH) INHERIT (TRUE|FALSE)| GRANTED BY [^;]+");
    private static final Pattern SINCE_14 =
            Pattern.compile("(?m)^ +multirange_type_name = .*\n|(?<=\\()IN (?=n integer\\))");

    SideFacts {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /**
     * @param bin programs of the target's version
     * @param side as superuser, into any database
     */
    static SideFacts of(Path bin, Door side, List<String> databases) throws SQLException {
        TreeMap<String, String> facts = new TreeMap<>();
        globals(bin, side, facts);
        try (Sql sql = Sql.open(side.to("postgres"))) {
            put(facts, "", sql.rows(DATABASES));
        }
        for (String database : databases) {
            schema(bin, side, database, facts);
            try (Sql sql = Sql.open(side.to(database))) {
                Content.of(sql)
                        .digests()
                        .forEach((table, digest) -> facts.put(database + ": rows of " + table, digest));
                for (List<@Nullable String> view : sql.rows(MATERIALIZED)) {
                    facts.put(database + ": rows of materialized view " + view.get(0), materialized(sql, view));
                }
                for (List<@Nullable String> sequence : sql.rows(SEQUENCES)) {
                    String name = String.valueOf(sequence.get(0));
                    facts.put(
                            database + ": sequence " + name,
                            sql.value("SELECT last_value || ' ' || is_called FROM " + name));
                }
            }
        }
        return new SideFacts(facts);
    }

    private static String materialized(Sql sql, List<@Nullable String> view) throws SQLException {
        return "t".equals(view.get(1))
                ? sql.value(
                        "SELECT count(*) || ' ' || coalesce(md5(string_agg(v::text, '|' ORDER BY v::text COLLATE \"C\")), '') FROM "
                                + view.get(0) + " v")
                : "unfilled";
    }

    private static void schema(Path bin, Door side, String database, Map<String, String> facts) {
        String dump = run(
                bin.resolve("pg_dump"),
                side,
                "--schema-only",
                "--no-publications",
                "--no-subscriptions",
                "--exclude-schema=belay_*",
                "--dbname=" + connection(side, database));
        Matcher object = OBJECT.matcher(dump);
        String name = "";
        int begin = 0;
        while (object.find()) {
            add(facts, database, name, dump.substring(begin, object.start()));
            name = object.group(1);
            begin = object.end();
        }
        add(facts, database, name, dump.substring(begin));
    }

    /** What stands before the first object is the dump's own. */
    private static void add(Map<String, String> facts, String database, String name, String text) {
        if (!name.isEmpty()) {
            facts.merge(
                    database + ": " + name,
                    SINCE_14.matcher(BETWEEN.matcher(text).replaceAll(""))
                            .replaceAll("")
                            .strip(),
                    (one, other) -> one + "\n" + other);
        }
    }

    /** Stored passwords become digests, so that no message tells one. */
    private static void globals(Path bin, Door side, Map<String, String> facts) {
        String dump =
                run(bin.resolve("pg_dumpall"), side, "--globals-only", "--dbname=" + connection(side, "postgres"));
        dump.lines()
                .filter(line -> line.matches("(CREATE|ALTER|GRANT|REVOKE|COMMENT|SECURITY) .*"))
                .map(line -> PASSWORD.matcher(line).replaceAll(found -> "PASSWORD " + digest(found.group(1))))
                .map(line -> MEMBERSHIP.matcher(line).replaceAll(""))
                .forEach(line -> facts.put("globals: " + line, ""));
    }

    private static String connection(Door side, String database) {
        return "host='" + side.socketFolder() + "' port=" + side.port() + " user=" + side.role() + " dbname='"
                + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String run(Path program, Door side, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-password"));
        command.addAll(List.of(arguments));
        ShortProgram.Result result = ShortProgram.of(command)
                .with(Map.of("PGPASSWORD", side.password().orElse("")))
                .within(DUMP)
                .run();
        if (!result.succeeded()) {
            throw new AssertionError(program + ": " + result.tail());
        }
        return result.output();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void put(Map<String, String> facts, String prefix, List<List<@Nullable String>> rows) {
        rows.forEach(row -> facts.put(prefix + row.get(0), String.valueOf(row.get(1))));
    }

    /** Names of what only one side has, or what the two do not say alike, each with both words. */
    SortedMap<String, String> unlike(SideFacts other) {
        SortedSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(other.facts.keySet());
        SortedMap<String, String> unlike = new TreeMap<>();
        for (String name : names) {
            String here = facts.getOrDefault(name, "(nothing)");
            String there = other.facts.getOrDefault(name, "(nothing)");
            if (!here.equals(there)) {
                unlike.put(name, here + "\n    <> " + there);
            }
        }
        return unlike;
    }
}
