package io.belay.plans.explain;

import io.belay.plans.explain.Explanation.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Why each rule of insertion brings what it brings, and why there and nowhere else. Stateless. */
final class Reasons {

    private static final String WAYPOINTS = "INS-7";

    private static final Map<String, String> WHY = Map.of(
            "INS-2",
            "before new's first start every file still shares its extents with the twin",
            "INS-3",
            "behind verification, for the twin is frozen; before the gates, which may take days",
            "INS-4",
            "before the hold, whose first second would else be slow",
            "INS-5",
            "not in the hold: a slot takes up to half a second",
            "INS-6",
            "the candidate that was tested lacks what live wrote since",
            WAYPOINTS,
            "a retry and going back are one restore",
            "INS-8",
            "else the candidate's recovery would end before a slot begins",
            "INS-9",
            "on the candidate as it will be, before it follows: so the hold and the way back are measured each time");

    /** @param what names, in the order of the plan */
    record Inserted(String rule, List<String> what, String why) {}

    private Reasons() {}

    /** In the order in which the rules' work stands in the plan. */
    static List<Inserted> of(List<Row> rows) {
        Map<String, Set<String>> byRule = new LinkedHashMap<>();
        for (Row row : rows) {
            if (!row.inserted().isEmpty()) {
                names(byRule, row.inserted()).add(row.number() + " " + row.id());
            }
            row.parts().stream()
                    .filter(part -> !part.rule().isEmpty())
                    .forEach(part -> names(byRule, part.rule()).add(part.name()));
            if (!row.waypoint().equals("-")) {
                names(byRule, WAYPOINTS).add(Integer.toString(row.number()));
            }
        }
        List<Inserted> inserted = new ArrayList<>();
        byRule.forEach((rule, names) -> inserted.add(new Inserted(
                rule,
                rule.equals(WAYPOINTS) ? List.of("waypoints behind " + String.join(", ", names)) : List.copyOf(names),
                WHY.getOrDefault(rule, ""))));
        return inserted;
    }

    private static Set<String> names(Map<String, Set<String>> byRule, String rule) {
        return byRule.computeIfAbsent(rule, any -> new LinkedHashSet<>());
    }
}
