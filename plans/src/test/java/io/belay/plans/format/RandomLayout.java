package io.belay.plans.format;

import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes the same content as an author in a strange mood would: indentation, braces, quotes, comments, order of fields. */
final class RandomLayout {

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final List<String> comments = new ArrayList<>();

    private RandomLayout(Random random) {
        this.random = random;
    }

    /** @param comments every one that stands in the text, once each */
    record Result(String text, List<String> comments) {}

    static Result of(MappingNode root, Random random) {
        RandomLayout layout = new RandomLayout(random);
        if (layout.chance(5)) {
            layout.out.append("---\n");
        }
        layout.block(root, 0, true, "");
        layout.between(0);
        String text = layout.out.toString();
        if (layout.chance(4)) {
            text = text.stripTrailing();
        }
        return new Result(layout.chance(4) ? text.replace("\n", "\r\n") : text, layout.comments);
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private String comment() {
        String text = "# c" + comments.size() + " " + (chance(3) ? "with: {signs}, [and] \"quotes\"" : "words");
        comments.add(text);
        return text;
    }

    /** Blank lines and comments of their own. */
    private void between(int indent) {
        while (chance(3)) {
            if (chance(2)) {
                out.append(" ".repeat(random.nextInt(3))).append('\n');
            } else {
                out.append(" ".repeat(indent)).append(comment()).append('\n');
            }
        }
    }

    private void endOfLine() {
        out.append(chance(4) ? " ".repeat(1 + random.nextInt(3)) + comment() : chance(9) ? "  " : "")
                .append('\n');
    }

    private void block(MappingNode mapping, int indent, boolean root, String lead) {
        List<Entry> entries = new ArrayList<>(mapping.entries());
        Collections.shuffle(root ? entries.subList(2, entries.size()) : entries, random);
        boolean first = true;
        for (Entry entry : entries) {
            if (!first || root) {
                between(indent);
            }
            out.append(first && !lead.isEmpty() ? "" : " ".repeat(indent));
            out.append(text(entry.key(), true)).append(':');
            value(entry.value(), indent, true);
            first = false;
        }
    }

    private void block(ListNode list, int indent) {
        for (Node item : list.items()) {
            between(indent);
            int gap = 1 + random.nextInt(3);
            out.append(" ".repeat(indent)).append('-');
            if (item instanceof MappingNode mapping && !mapping.entries().isEmpty() && !chance(3)) {
                out.append(" ".repeat(gap));
                block(mapping, indent + 1 + gap, false, "-");
            } else {
                value(item, indent, false);
            }
        }
    }

    /** @param keyed behind a key; else behind a dash */
    private void value(Node value, int indent, boolean keyed) {
        boolean empty = value instanceof MappingNode mapping
                ? mapping.entries().isEmpty()
                : value instanceof ListNode list && list.items().isEmpty();
        if (value instanceof TextNode text) {
            out.append(text.isEmpty() ? "" : " " + text(text.text(), text.plain()));
            endOfLine();
        } else if (empty || chance(3)) {
            out.append(' ');
            flow(value, indent + 2);
            endOfLine();
        } else if (keyed) {
            endOfLine();
            int deeper = indent + 1 + random.nextInt(4);
            if (value instanceof MappingNode mapping) {
                block(mapping, deeper, false, "");
            } else {
                block((ListNode) value, chance(3) ? indent : deeper);
            }
        } else {
            out.append(' ');
            flow(value, indent + 2);
            endOfLine();
        }
    }

    private void flow(Node value, int indent) {
        if (value instanceof TextNode text) {
            boolean bare = text.plain() && text.text().chars().noneMatch(sign -> ",[]{}".indexOf(sign) >= 0);
            out.append(text(text.text(), bare));
            return;
        }
        boolean mapping = value instanceof MappingNode;
        out.append(mapping ? '{' : '[');
        pause(indent);
        boolean first = true;
        if (value instanceof MappingNode fields) {
            List<Entry> entries = new ArrayList<>(fields.entries());
            Collections.shuffle(entries, random);
            for (Entry entry : entries) {
                separate(first, indent);
                out.append(text(entry.key(), true)).append(": ");
                flow(entry.value(), indent);
                first = false;
            }
        } else {
            for (Node item : ((ListNode) value).items()) {
                separate(first, indent);
                flow(item, indent);
                first = false;
            }
        }
        pause(indent);
        out.append(mapping ? '}' : ']');
    }

    private void separate(boolean first, int indent) {
        if (!first) {
            out.append(chance(4) ? " ," : ",");
            out.append(chance(4) ? "" : " ");
            pause(indent);
            if (out.charAt(out.length() - 1) == ',') {
                out.append(' ');
            }
        }
    }

    /** Within braces a line may end anywhere. */
    private void pause(int indent) {
        if (chance(6)) {
            endOfLine();
            between(indent);
            out.append(" ".repeat(indent));
        }
    }

    private String text(String text, boolean plain) {
        if (plain && (text.isEmpty() || !chance(4))) {
            return text;
        }
        return chance(2)
                ? "'" + text.replace("'", "''") + "'"
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
