package io.belay.plans.diff;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences under headings, and their two forms. Says nothing of where they come from: two plans, or a plan and the world.
 * Immutable.
 */
public record Changes(List<Section> sections) {

    /** Subjects are lined up to this width; a longer one pushes its own values aside. */
    private static final int SUBJECT = 28;

    /** Beyond it the new value stands below the old one. */
    private static final int WIDTH = 110;

    public record Section(String title, List<Change> changes) {

        public Section {
            changes = List.copyOf(changes);
        }
    }

    public Changes {
        sections = sections.stream()
                .filter(section -> !section.changes().isEmpty())
                .toList();
    }

    public boolean isEmpty() {
        return sections.isEmpty();
    }

    /** Lines for a person; none when nothing differs. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int subject = sections.stream()
                .flatMap(section -> section.changes().stream())
                .mapToInt(change -> change.subject().length())
                .filter(length -> length <= SUBJECT)
                .max()
                .orElse(0);
        for (Section section : sections) {
            lines.add(section.title());
            for (Change change : section.changes()) {
                String before = "  " + padded(change.sort().word(), 7) + "  " + padded(change.subject(), subject);
                String line = (before + "  " + values(change, " ")).stripTrailing();
                String below = "\n" + " ".repeat(before.length() + 2);
                lines.addAll((line.length() <= WIDTH ? line : before + "  " + values(change, below))
                        .lines()
                        .toList());
            }
        }
        return lines;
    }

    /** @param gap between the old value and the arrow */
    private static String values(Change change, String gap) {
        String before = change.before().map(Change.Side::words).orElse("");
        String after = change.after().map(Change.Side::words).orElse("");
        String arrow = before.isEmpty() || after.isEmpty() ? "" : gap + "-> ";
        String values = before + arrow + after;
        return values + (values.isEmpty() || change.words().isEmpty() ? "" : "; ") + change.words();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** A list of objects with {@code section}, {@code sort}, {@code subject}, {@code before}, {@code after}, {@code words}. */
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Section section : sections) {
            for (Change change : section.changes()) {
                ObjectNode node = list.addObject();
                node.put("section", section.title());
                node.put("sort", change.sort().word());
                node.put("subject", change.subject());
                change.before().ifPresent(side -> side(node.putObject("before"), side));
                change.after().ifPresent(side -> side(node.putObject("after"), side));
                if (!change.words().isEmpty()) {
                    node.put("words", change.words());
                }
            }
        }
        return list;
    }

    private static void side(ObjectNode node, Change.Side side) {
        node.put("value", side.text());
        node.put("default", side.byDefault());
    }
}
