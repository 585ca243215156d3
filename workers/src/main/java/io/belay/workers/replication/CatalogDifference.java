package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Something that one side's catalog says and the other's does not. Immutable.
 *
 * @param subject what it is about
 * @param source what the side that serves says; nothing when it has no such thing
 * @param target what the side that follows says
 */
public record CatalogDifference(Subject subject, Optional<String> source, Optional<String> target) {

    /** In the order in which they are named: what is made of others comes behind them. */
    public enum Kind {
        TYPE,
        TABLE,
        COLUMN,
        UNIQUE_INDEX,
        TRIGGER;

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no kind of catalog fact: " + word));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * @param object a table's or type's name
     * @param part a column's, index's or trigger's name; empty for the object itself
     */
    public record Subject(Kind kind, String schema, String object, String part) implements Comparable<Subject> {

        private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::kind)
                .thenComparing(Subject::schema)
                .thenComparing(Subject::object)
                .thenComparing(Subject::part);

        @Override
        public int compareTo(Subject other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            String name = Sql.name(schema, object);
            return part.isEmpty() ? kind.word() + " " + name : kind.word() + " " + Sql.name(part) + " of " + name;
        }
    }

    /** The first one, if any: of what only the source has, then of what differs, then of what only the target has. */
    static Optional<CatalogDifference> first(SortedMap<Subject, String> source, SortedMap<Subject, String> target) {
        return source.keySet().stream()
                .filter(subject -> !target.containsKey(subject))
                .findFirst()
                .or(() -> source.keySet().stream()
                        .filter(subject -> !value(source, subject).equals(value(target, subject)))
                        .findFirst())
                .or(() -> target.keySet().stream()
                        .filter(subject -> !source.containsKey(subject))
                        .findFirst())
                .map(subject -> new CatalogDifference(subject, value(source, subject), value(target, subject)));
    }

    private static Optional<String> value(Map<Subject, String> facts, Subject subject) {
        return Optional.ofNullable(facts.get(subject));
    }

    /** A sentence. */
    public String words() {
        if (target.isEmpty()) {
            return "the side that serves has the " + subject + " and the one that follows does not";
        }
        if (source.isEmpty()) {
            return "the side that follows has the " + subject + " and the one that serves does not";
        }
        return "the " + subject + " differs: `" + source.get() + "` where it serves, `" + target.get()
                + "` where it follows";
    }

    /** What the follower does with the next change meanwhile. */
    public Effect effect() {
        if (target.isEmpty()) {
            return switch (subject.kind()) {
                case TABLE, COLUMN, TYPE -> Effect.STOPS;
                case UNIQUE_INDEX, TRIGGER -> Effect.GOES_ON;
            };
        }
        return subject.kind() == Kind.UNIQUE_INDEX && source.isEmpty() ? Effect.MAY_STOP : Effect.GOES_ON;
    }

    /** How a difference shows. */
    public enum Effect {
        /** With the next row of it; goes on by itself once the follower has it. Nothing is lost. */
        STOPS,
        MAY_STOP,
        /** Rows flow; the sides are no longer alike, and a switch would show it. */
        GOES_ON
    }

    /**
     * What to run, in this order.
     *
     * @param follower how the following side is called: {@code new} or {@code old}
     * @param subscription that follows
     */
    public List<String> remedy(String follower, String subscription) {
        String table = Sql.name(subject.schema(), subject.object());
        String same = "run on " + follower + " what was run where it serves";
        if (target.isEmpty()) {
            return switch (subject.kind()) {
                case TABLE ->
                    List.of(
                            same + ": the CREATE TABLE of " + table + ", and leave it empty",
                            refresh(follower, subscription));
                case COLUMN ->
                    List.of("on " + follower + ": ALTER TABLE " + table + " ADD COLUMN "
                            + Sql.name(subject.part()) + " " + source.orElse("")
                            + ", with the default it has where it serves; following then goes on by itself");
                case TYPE, UNIQUE_INDEX, TRIGGER -> List.of(same + ", for the " + subject);
            };
        }
        if (source.isEmpty()) {
            return List.of(
                    "run on " + follower + " what removed the " + subject + " where it serves, if that was meant");
        }
        return List.of(same + ", for the " + subject);
    }

    /** Copies only tables that it did not know, with all their rows. */
    static String refresh(String follower, String subscription) {
        return "on " + follower + ": ALTER SUBSCRIPTION " + Sql.name(subscription)
                + " REFRESH PUBLICATION WITH (copy_data = true)";
    }
}
