package io.belay.plans.read;

import io.belay.plans.problem.Source;
import io.belay.plans.read.Gap.Spot;
import io.belay.plans.read.Written.Comment;
import io.belay.plans.read.Written.Group;
import io.belay.plans.read.Written.Part;
import io.belay.plans.read.Written.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads a file with its comments. YAML's events say where the content is; what lies between is read here, so no comment can
 * be lost. (The parser's own comment events do not come for every place in which a comment may stand.) For one file, one
 * thread.
 */
final class LayoutReader {

    private final EventPlaces events;
    private final Source source;
    private final List<Integer> columns = new ArrayList<>();
    private int next;

    private LayoutReader(EventPlaces events, Source source) {
        this.events = events;
        this.source = source;
    }

    /** @param text of which it is known that it is plain YAML */
    static Written.File read(String text, Source source) {
        EventPlaces events = EventPlaces.of(text);
        return new LayoutReader(events, source).file();
    }

    private Written.File file() {
        Part root = item();
        return new Written.File(root, events.gap(next).takeAll());
    }

    /** Something without a key; the comments before it belong to the outermost piece that begins here. */
    private Part item() {
        Gap gap = events.gap(next);
        List<Comment> above = gap.takeAll();
        boolean blank = gap.takeBlank();
        Written value = value();
        return new Part(blank, above, Optional.empty(), "", value, behind());
    }

    private Part field() {
        Gap gap = events.gap(next);
        List<Comment> above = new ArrayList<>(gap.takeAll());
        boolean blank = gap.takeBlank();
        Scalar key = scalar();
        Gap inner = events.gap(next);
        String opening = inner.takeBehind(events.end(next - 1).line());
        if (!events.isBlockGroup(next)) {
            above.addAll(inner.takeAll());
        }
        if (opening.isEmpty() && events.opensBraces(next)) {
            opening = events.gap(next + 1).takeBehind(events.end(next).line());
        }
        Written value = value();
        return new Part(blank, above, Optional.of(key), opening, value, behind());
    }

    private String behind() {
        return events.gap(next).takeBehind(events.lastEnd(next).line());
    }

    private Written value() {
        return events.at(next) instanceof CollectionStartEvent start ? group(start) : scalar();
    }

    private Group group(CollectionStartEvent start) {
        boolean mapping = start.is(Event.ID.MappingStart);
        int column = start.isFlow() ? -1 : start.getStartMark().getColumn();
        int parent = columns.isEmpty() ? -1 : columns.get(columns.size() - 1);
        columns.add(column);
        next++;
        List<Part> parts = new ArrayList<>();
        while (!events.isEnd(next)) {
            parts.add(mapping ? field() : item());
        }
        Gap gap = events.gap(next);
        List<Comment> foot = start.isFlow() ? gap.takeAll() : foot(gap, column, parent);
        next++;
        columns.remove(columns.size() - 1);
        return new Group(mapping, start.isFlow(), parts, foot);
    }

    /**
     * Comments behind the last part belong to the deepest block that ended and is not indented more than they are, if they are
     * indented more than what follows.
     */
    private List<Comment> foot(Gap gap, int column, int parent) {
        int open = columns.size() - 1;
        for (int i = next; events.isEnd(i); i++) {
            open--;
        }
        int outer = open < 0 ? -1 : columns.get(open);
        return gap.takeWhile(remark ->
                remark.own() && remark.column() > outer && remark.column() >= column && remark.column() > parent);
    }

    private Scalar scalar() {
        ScalarEvent event = (ScalarEvent) events.at(next);
        Spot from = events.start(next);
        Spot to = events.end(next);
        List<String> lines = events.lines(next, columns.isEmpty() ? -1 : columns.get(columns.size() - 1));
        int length = from.line() == to.line()
                ? to.column() - from.column()
                : lines.get(0).length();
        next++;
        return new Scalar(
                event.getValue(),
                style(event.getScalarStyle()),
                lines,
                source.place(from.line() + 1, from.column() + 1, length));
    }

    private static Written.Style style(ScalarStyle style) {
        return switch (style) {
            case PLAIN -> Written.Style.PLAIN;
            case SINGLE_QUOTED -> Written.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Written.Style.DOUBLE_QUOTED;
            case LITERAL, FOLDED -> Written.Style.BLOCK;
        };
    }
}
