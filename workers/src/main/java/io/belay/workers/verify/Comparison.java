package io.belay.workers.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comparing a pair brought to light. Immutable.
 *
 * @param differences heaviest first; empty when both are the same
 * @param notes what a reader should know and is no difference: what was not counted, which extensions were updated
 * @param figures how much was compared, by name: {@code tables}, {@code rows}, {@code objects}, ...
 */
public record Comparison(List<Difference> differences, List<String> notes, Map<String, Long> figures) {

    static final Comparison NOTHING = new Comparison(List.of(), List.of(), Map.of());

    public Comparison {
        differences = differences.stream()
                .sorted(Comparator.comparing(Difference::kind)
                        .thenComparing(Difference::database)
                        .thenComparing(Difference::object))
                .toList();
        notes = List.copyOf(notes);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** Both together; figures of the same name are added. */
    Comparison and(Comparison other) {
        List<Difference> allDifferences = new ArrayList<>(differences);
        allDifferences.addAll(other.differences);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(other.notes);
        Map<String, Long> allFigures = new LinkedHashMap<>(figures);
        other.figures.forEach((name, figure) -> allFigures.merge(name, figure, Long::sum));
        return new Comparison(allDifferences, allNotes, allFigures);
    }
}
