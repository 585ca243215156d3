package io.belay.workers.verify;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import io.belay.workers.verify.SchemaCommands.Whose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares the schema of one database on both sides, object by object, by the new major's {@code pg_dump}. Thread-safe.
 *
 * <p>Where the words differ it makes a mirror (see {@link SchemaJudge}): a database in new, created, filled with old's empty
 * schema, dumped and dropped. Hence new must be a throw-away clone.
 */
final class SchemaComparison {

    /** There in every cluster; `postgres` may have been dropped. */
    private static final String MAINTENANCE_DATABASE = "template1";

    private static final String LIKE_WHICH = """
            SELECT quote_literal(pg_encoding_to_char(encoding)) AS encoding,
                   quote_literal(datcollate) AS collate, quote_literal(datctype) AS ctype,
                   coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') AS provider,
                   quote_literal(coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', ''))
                       AS locale
              FROM pg_catalog.pg_database d
             WHERE datname = ?""";

    private final FrozenPair pair;
    private final SchemaPrograms programs;

    SchemaComparison(FrozenPair pair) {
        this.pair = pair;
        this.programs = new SchemaPrograms(pair);
    }

    /** @param number distinguishes this database's files and mirror from the others' */
    Comparison compare(String database, int number) {
        List<Path> files = new ArrayList<>();
        try {
            Path oldFile = dump(files, pair.old(), database, Whose.OLD.name(number));
            Path newFile = dump(files, pair.upgraded(), database, Whose.NEW.name(number));
            Map<String, SchemaObject> old = parse(oldFile);
            SchemaJudge judge = new SchemaJudge(database, old, parse(newFile));
            Map<String, Long> figures = Map.of("objects", (long) old.size());
            if (judge.isSameText()) {
                return new Comparison(List.of(), List.of(), figures);
            }
            return withMirror(files, database, number, judge).and(new Comparison(List.of(), List.of(), figures));
        } catch (SchemaPrograms.Failed | PostgresFailure failed) {
            String message = String.valueOf(failed.getMessage());
            return new Comparison(
                    List.of(new Difference(Difference.Kind.SCHEMA_NOT_READ, database, "schema", message, "")),
                    List.of(),
                    Map.of());
        } finally {
            files.forEach(SchemaComparison::delete);
        }
    }

    private Comparison withMirror(List<Path> files, String database, int number, SchemaJudge judge) {
        String mirror = SchemaCommands.mirror(number);
        try (Session session = pair.upgraded().server().open(MAINTENANCE_DATABASE)) {
            session.execute(dropping(mirror));
            session.execute(creation(session, database, mirror));
            try {
                List<String> errors = programs.restore(
                        pair.upgraded(), mirror, Whose.OLD.name(number), "schema-" + number + "-restore");
                Path file = dump(files, pair.upgraded(), mirror, Whose.MIRROR.name(number));
                return new Comparison(
                        judge.differences(Optional.of(parse(file)), errors.isEmpty()),
                        notes(database, errors),
                        Map.of());
            } finally {
                session.execute(dropping(mirror));
            }
        }
    }

    /** What could not be restored is only a hint: it need not have anything to do with what differs. */
    private static List<String> notes(String database, List<String> errors) {
        return errors.isEmpty()
                ? List.of()
                : List.of(database + ": restoring old's schema for comparison met " + errors.size()
                        + " errors, the first: " + errors.get(0));
    }

    /** Same encoding and locale, so that nothing in the mirror differs by them. */
    private static String creation(Session session, String database, String mirror) {
        Row row = session.query(LIKE_WHICH, database).get(0);
        String provider = switch (row.text("provider")) {
            case "i" -> " LOCALE_PROVIDER icu ICU_LOCALE " + row.text("locale");
            case "b" -> " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + row.text("locale");
            default -> "";
        };
        return creation(mirror, row.text("encoding"), row.text("collate"), row.text("ctype") + provider);
    }

    private static String creation(String mirror, String encoding, String collate, String ctype) {
        return "CREATE DATABASE " + mirror + " TEMPLATE template0 ENCODING " + encoding + " LC_COLLATE " + collate
                + " LC_CTYPE " + ctype;
    }

    private static String dropping(String mirror) {
        return "DROP DATABASE IF EXISTS " + mirror;
    }

    /** What is sent to new, in order, for each database. */
    static List<ListedStatement> statements() {
        String mirror = SchemaCommands.mirror("<number>");
        return Stream.of(
                        dropping(mirror),
                        LIKE_WHICH,
                        creation(mirror, "<quoted encoding>", "<quoted collate>", "<quoted ctype>"),
                        dropping(mirror))
                .map(sql -> ListedStatement.in(MAINTENANCE_DATABASE, sql)
                        .when("for each database whose schemas differ in words"))
                .toList();
    }

    private Path dump(List<Path> files, Side side, String database, String name) {
        files.add(SchemaCommands.file(pair.folder(), name));
        return programs.dump(side, database, name);
    }

    /** Byte for byte: what encoding the text is in has no meaning for comparing it. */
    private static Map<String, SchemaObject> parse(Path file) {
        try {
            return SchemaText.parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .map(SchemaComparison::readable)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the dump " + file, e);
        }
    }

    private static String readable(String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(raw, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw) ? text : bytes;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the dump " + file, e);
        }
    }
}
