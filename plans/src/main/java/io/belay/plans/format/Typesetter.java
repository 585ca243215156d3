package io.belay.plans.format;

import io.belay.plans.read.Written;
import io.belay.plans.read.Written.Comment;
import io.belay.plans.read.Written.Group;
import io.belay.plans.read.Written.Part;
import io.belay.plans.read.Written.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a file on lines: two blanks per level, at most one blank line, braces only while they fit. For one file, one thread. */
final class Typesetter {

    static final int WIDEST = 120;

    /** Where comments behind a value begin, as in the manual's examples; behind a longer line after three blanks. */
    private static final int REMARKS = 45;

    private static final int STEP = 2;

    private final List<String> lines = new ArrayList<>();

    /** Whether a blank line would be the first thing of a block, where none belongs. */
    private boolean first = true;

    private Typesetter() {}

    static String text(Written.File file) {
        Typesetter page = new Typesetter();
        page.above(file.root(), 0);
        if (file.root().value() instanceof Group group && !group.parts().isEmpty()) {
            page.parts(group, 0);
            page.comments(page.remark(file.root()), 0);
        } else {
            page.line("", file.root().value() instanceof Scalar text ? text : braces(false), file.root());
        }
        page.comments(file.foot(), 0);
        return String.join("\n", page.lines) + "\n";
    }

    private List<Comment> remark(Part part) {
        return part.behind().isEmpty() ? List.of() : List.of(new Comment(part.behind(), false));
    }

    private void above(Part part, int indent) {
        comments(part.above(), indent);
        blank(part.blankBefore());
    }

    /** One at most. */
    private void blank(boolean wanted) {
        if (wanted && !first && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
    }

    private void comments(List<Comment> comments, int indent) {
        for (Comment comment : comments) {
            blank(comment.blankBefore());
            put(" ".repeat(indent) + comment.text());
        }
    }

    private void put(String line) {
        lines.add(line);
        first = false;
    }

    /** All parts of a block and what stands at its foot. */
    private void parts(Group group, int indent) {
        for (Part part : group.parts()) {
            part(part, indent, group.mapping() ? "" : "- ");
        }
        comments(group.foot(), indent);
    }

    /** @param lead the dashes before it; a field of an item's mapping stands on the line of the dash */
    private void part(Part part, int indent, String lead) {
        boolean spread = isSpread(part, indent + lead.length());
        boolean hoisted = spread && part.key().isEmpty() && !part.behind().isEmpty();
        List<Comment> above = new ArrayList<>(part.above());
        if (part.value() instanceof Group group && group.parts().isEmpty()) {
            above.addAll(group.foot());
        }
        if (!spread && hasNoRoomBehind(part)) {
            above.add(new Comment(part.opening(), false));
        }
        if (hoisted) {
            above.add(new Comment(part.behind(), false));
        }
        above(part.withAbove(above), indent);
        String start = " ".repeat(indent) + lead;
        if (!spread) {
            line(start, part.value(), part);
        } else {
            spread(part, (Group) part.value(), indent, lead);
        }
    }

    /** Whether the comment behind a key cannot stand behind the value, because another does, or the value has no end. */
    private static boolean hasNoRoomBehind(Part part) {
        boolean endless = part.value() instanceof Scalar text && text.style() == Written.Style.BLOCK;
        return !part.opening().isEmpty() && (endless || !part.behind().isEmpty());
    }

    private void spread(Part part, Group group, int indent, String lead) {
        int inner = indent + lead.length();
        if (part.key().isPresent()) {
            boolean both = !part.opening().isEmpty() && !part.behind().isEmpty();
            put(remarked(
                    " ".repeat(indent) + lead + keyed(part),
                    part.opening().isEmpty() ? part.behind() : part.opening()));
            first = true;
            if (isFilled(group)) {
                fill(group, " ".repeat(inner + STEP));
            } else {
                parts(group, inner + STEP);
            }
            comments(both ? List.of(new Comment(part.behind(), false)) : List.of(), inner + STEP);
        } else if (isFilled(group)) {
            fill(group, " ".repeat(indent) + lead);
        } else {
            String dash = group.mapping() ? "" : "- ";
            part(group.parts().get(0), indent, lead + dash);
            for (Part further : group.parts().subList(1, group.parts().size())) {
                part(further, inner, dash);
            }
            comments(group.foot(), inner);
        }
        first = false;
    }

    /** A value that begins on the line of its key. */
    private void line(String start, Written value, Part part) {
        String before = start + keyed(part) + (part.key().isPresent() ? " " : "");
        String remark = part.behind().isEmpty() && !hasNoRoomBehind(part) ? part.opening() : part.behind();
        List<String> text = value instanceof Scalar scalar
                ? scalar.lines()
                : List.of(oneLine(value)
                        .orElseGet(
                                () -> oneLine(braces(((Group) value).mapping())).orElseThrow()));
        // Blanks at the end of a line are part of such a text, of its last one, too.
        boolean block = value instanceof Scalar scalar && scalar.style() == Written.Style.BLOCK;
        String further = " ".repeat(start.length() + (part.key().isPresent() ? STEP : 0));
        for (int i = 0; i < text.size(); i++) {
            String line = (i == 0 ? before : text.get(i).isEmpty() ? "" : further) + text.get(i);
            boolean last = i == text.size() - 1;
            put(last ? remarked(block ? line : line.stripTrailing(), remark) : line);
        }
    }

    private static String keyed(Part part) {
        return part.key().map(key -> String.join(" ", key.lines()) + ":").orElse("");
    }

    private static String remarked(String line, String remark) {
        return remark.isEmpty() ? line : line + " ".repeat(Math.max(3, REMARKS - width(line))) + remark;
    }

    private boolean isSpread(Part part, int column) {
        if (!(part.value() instanceof Group group) || group.parts().isEmpty()) {
            return false;
        }
        int before = column + keyed(part).length() + (part.key().isPresent() ? 1 : 0);
        return !group.flow()
                || oneLine(group).filter(line -> before + width(line) <= WIDEST).isEmpty();
    }

    /** A list of words that is too long for a line, but would be far too tall with one word per line. */
    private static boolean isFilled(Group group) {
        return group.flow()
                && !group.mapping()
                && oneLine(group).isPresent()
                && group.parts().stream().allMatch(part -> part.value() instanceof Scalar);
    }

    private void fill(Group group, String start) {
        StringBuilder line = new StringBuilder(start).append('[');
        String next = " ".repeat(line.length());
        int last = group.parts().size() - 1;
        for (int i = 0; i <= last; i++) {
            String word = oneLine(group.parts().get(i).value()).orElse("") + (i == last ? "]" : ",");
            boolean fresh = line.length() == next.length();
            if (!fresh && width(line.toString()) + 1 + width(word) > WIDEST) {
                put(line.toString());
                line = new StringBuilder(next);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
        }
        put(line.toString());
    }

    /** Empty where comments or further lines keep it from standing on one. */
    private static Optional<String> oneLine(Written value) {
        if (value instanceof Scalar text) {
            return text.lines().size() == 1 && text.style() != Written.Style.BLOCK
                    ? Optional.of(text.lines().get(0))
                    : Optional.empty();
        }
        Group group = (Group) value;
        StringBuilder line = new StringBuilder(group.mapping() ? "{" : "[");
        for (Part part : group.parts()) {
            Optional<String> inner = oneLine(part.value());
            boolean remarks = Stream.of(part.opening(), part.behind()).anyMatch(remark -> !remark.isEmpty());
            if (remarks || !part.above().isEmpty() || inner.isEmpty()) {
                return Optional.empty();
            }
            line.append(line.length() > 1 ? ", " : "").append(keyed(part));
            line.append(part.key().isPresent() ? " " : "").append(inner.get());
        }
        return group.foot().isEmpty() && group.flow()
                ? Optional.of(line.append(group.mapping() ? '}' : ']').toString())
                : Optional.empty();
    }

    private static Group braces(boolean mapping) {
        return new Group(mapping, true, List.of(), List.of());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
