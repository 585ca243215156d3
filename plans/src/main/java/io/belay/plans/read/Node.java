package io.belay.plans.read;

import io.belay.plans.problem.SourcePlace;
import java.util.List;
import java.util.Optional;

/** A piece of a file with its place. Immutable. */
public sealed interface Node {

    SourcePlace place();

    /** What it is, for a message: {@code a text}, {@code a list}, {@code a mapping}. */
    String words();

    /**
     * A scalar, as text, whatever YAML would make of it.
     *
     * @param plain written without quotes
     * @param place the first of its lines
     * @param lastLine the last of its lines
     */
    record TextNode(String text, boolean plain, SourcePlace place, int lastLine) implements Node {

        /** Whether something in it was wrong and has been said; then no field says more. */
        public boolean isUnread() {
            return UnreadText.isIn(text);
        }

        /** A key with nothing behind it. */
        public boolean isEmpty() {
            return plain && text.isEmpty();
        }

        @Override
        public String words() {
            return isEmpty() ? "nothing" : "a single value";
        }
    }

    /** @param flow written within brackets */
    record ListNode(List<Node> items, boolean flow, SourcePlace place) implements Node {

        public ListNode {
            items = List.copyOf(items);
        }

        @Override
        public String words() {
            return "a list";
        }
    }

    /** @param entries in the order of the file, each key once */
    record MappingNode(List<Entry> entries, SourcePlace place) implements Node {

        public MappingNode {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public String words() {
            return "a mapping";
        }
    }

    record Entry(String key, SourcePlace keyPlace, Node value) {}
}
