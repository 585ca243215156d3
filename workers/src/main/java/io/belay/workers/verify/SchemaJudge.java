package io.belay.workers.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which objects of two schemas differ. Pure.
 *
 * <p>A newer server writes the same view, default or constraint in other words (since 16, for example, without the table's name
 * before each column), so text alone cannot decide. What old's text means to the new version shows the <em>mirror</em>: old's
 * schema restored into an empty database of the new server and dumped again. What the new side has must equal old's own text or
 * the mirror's.
 */
final class SchemaJudge {

    /** Lines shown of each side of a changed object. */
    private static final int SHOWN_LINES = 4;

    private static final int SHOWN_CHARACTERS = 300;

    private final String database;
    private final Map<String, SchemaObject> old;
    private final Map<String, SchemaObject> upgraded;

    SchemaJudge(String database, Map<String, SchemaObject> old, Map<String, SchemaObject> upgraded) {
        this.database = database;
        this.old = old;
        this.upgraded = upgraded;
    }

    /** Whether the words are the same, so that no mirror is needed. */
    boolean isSameText() {
        return differences(Optional.empty(), true).isEmpty();
    }

    /**
     * @param mirror old's schema after a restore into the new version; empty when there is none
     * @param isMirrorWhole whether that restore had no error; an incomplete mirror proves nothing by what it lacks
     */
    List<Difference> differences(Optional<Map<String, SchemaObject>> mirror, boolean isMirrorWhole) {
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(upgraded.keySet());
        List<Difference> found = new ArrayList<>();
        for (String key : keys) {
            Optional<SchemaObject> left = Optional.ofNullable(old.get(key));
            Optional<SchemaObject> right = Optional.ofNullable(upgraded.get(key));
            if (isSame(left, right)) {
                continue;
            }
            Optional<SchemaObject> mirrored = mirror.flatMap(objects -> Optional.ofNullable(objects.get(key)));
            if (mirror.isPresent() && (isMirrorWhole || mirrored.isPresent()) && isSame(mirrored, right)) {
                continue;
            }
            found.add(difference(key, left, right, mirrored));
        }
        return found;
    }

    private static boolean isSame(Optional<SchemaObject> left, Optional<SchemaObject> right) {
        return left.isPresent() == right.isPresent()
                && left.map(object -> object.meansTheSameAs(right.orElseThrow()))
                        .orElse(true);
    }

    private Difference difference(
            String key, Optional<SchemaObject> left, Optional<SchemaObject> right, Optional<SchemaObject> mirrored) {
        if (left.isPresent() && right.isPresent()) {
            // The mirror speaks new's language, so what differs from it is only what really changed.
            SchemaObject shown = mirrored.orElse(left.get());
            return new Difference(
                    mirrored.isPresent() ? Difference.Kind.OBJECT_CHANGED : Difference.Kind.OBJECT_NOT_COMPARABLE,
                    database,
                    key,
                    only(shown, right.get()),
                    only(right.get(), shown));
        }
        return new Difference(
                left.isPresent() ? Difference.Kind.OBJECT_LOST : Difference.Kind.OBJECT_EXTRA,
                database,
                key,
                left.map(SchemaJudge::begin).orElse(""),
                right.map(SchemaJudge::begin).orElse(""));
    }

    private static String begin(SchemaObject object) {
        return object.mayBeShown() ? shown(object.lines()) : "(not shown: it may hold a password)";
    }

    /** Lines of the first that the second has not; when only the order differs, all of them. */
    private static String only(SchemaObject first, SchemaObject second) {
        if (!first.mayBeShown()) {
            return "(not shown: it may hold a password)";
        }
        List<String> rest = new ArrayList<>(first.lines());
        second.lines().forEach(rest::remove);
        if (!rest.isEmpty()) {
            return shown(rest);
        }
        boolean onlyOrder = first.lines().size() == second.lines().size();
        return onlyOrder ? "in another order: " + shown(first.lines()) : "without those lines";
    }

    private static String shown(List<String> lines) {
        List<String> first =
                lines.stream().limit(SHOWN_LINES).map(String::strip).toList();
        String text = String.join(" / ", first) + (lines.size() > SHOWN_LINES ? " / ..." : "");
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }
}
