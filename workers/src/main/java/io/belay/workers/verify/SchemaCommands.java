package io.belay.workers.verify;

import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Argument lists of the new major's {@code pg_dump} and {@code psql} for comparing schemas, and the names of their files. Pure. */
public final class SchemaCommands {

    private SchemaCommands() {}

    /** How a side is reached. */
    public record Door(Path sockets, int port, String user) {}

    /** Whose schema a dump holds; part of its name. */
    public enum Whose {
        OLD,
        NEW,
        MIRROR;

        /** @param number of the database, from 1, in the order of their names */
        String name(int number) {
            return name(String.valueOf(number));
        }

        /** @param number the same, or what stands for it */
        public String name(String number) {
            return "schema-" + number + "-" + name().toLowerCase(Locale.ROOT);
        }
    }

    static Path file(Path folder, String name) {
        return folder.resolve(name + ".sql");
    }

    /** A database in new that is filled with old's empty schema, see {@link SchemaJudge}. */
    static String mirror(int number) {
        return mirror(String.valueOf(number));
    }

    /** @param number the same, or what stands for it */
    public static String mirror(String number) {
        return "belay_mirror_" + number;
    }

    /** Subscriptions stay out: their connection strings hold passwords; the catalogs are compared instead. */
    public static List<String> dump(Installation newer, Path folder, String name, Door door, String database) {
        return line(
                newer,
                Stream.of(
                        "pg_dump", "--schema-only", "--no-subscriptions", "--no-sync", "--file=" + file(folder, name)),
                door,
                database);
    }

    /** @param name of the dump that is restored */
    public static List<String> restore(Installation newer, Path folder, String name, Door door, String database) {
        return line(
                newer,
                Stream.of("psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--file=" + file(folder, name)),
                door,
                database);
    }

    private static List<String> line(Installation newer, Stream<String> line, Door door, String database) {
        List<String> words = line.toList();
        String quoted = database.replace("\\", "\\\\").replace("'", "\\'");
        return Stream.of(
                        Stream.of(newer.program(words.get(0)).toString()),
                        words.stream().skip(1),
                        Stream.of(
                                "--no-password",
                                "--host=" + door.sockets(),
                                "--port=" + door.port(),
                                "--username=" + door.user(),
                                // As a connection string: a name with `=` in it would be read as one otherwise.
                                "--dbname=dbname='" + quoted + "'"))
                .flatMap(part -> part)
                .toList();
    }
}
