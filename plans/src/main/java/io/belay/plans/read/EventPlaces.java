package io.belay.plans.read;

import io.belay.plans.read.Gap.Spot;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * The events of one document, where the text of each begins and ends, and what lies before it. Events that have no text of
 * their own (a block's begin and end) share the gap of the next one that has. For one thread only.
 */
final class EventPlaces {

    private record Place(Spot start, Spot end) {}

    private final List<int[]> lines;
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<Integer, Gap> gaps = new HashMap<>();
    private final Map<Integer, Spot> lastEnds = new HashMap<>();

    private EventPlaces(String text) {
        this.lines = text.lines().map(line -> line.codePoints().toArray()).toList();
    }

    static EventPlaces of(String text) {
        EventPlaces places = new EventPlaces(text);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        for (Event event : new Yaml(options).parse(new StringReader(text))) {
            places.add(event);
        }
        places.place();
        places.gaps();
        return places;
    }

    private void add(Event event) {
        boolean frame = event.is(Event.ID.StreamStart)
                || event.is(Event.ID.StreamEnd)
                || event.is(Event.ID.DocumentStart)
                || event.is(Event.ID.DocumentEnd);
        if (!frame) {
            events.add(event);
        }
    }

    private void place() {
        Deque<Boolean> braces = new ArrayDeque<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            Spot start = spot(event.getStartMark());
            if (event instanceof ScalarEvent scalar) {
                places.put(i, new Place(start, scalarEnd(scalar, start)));
            } else if (event instanceof CollectionStartEvent group) {
                boolean brace = group.isFlow() && isOneOf(start, "{[");
                braces.push(brace);
                if (brace) {
                    places.put(i, new Place(start, new Spot(start.line(), start.column() + 1)));
                }
            } else if (isEnd(i) && braces.pop()) {
                Spot end = spot(event.getEndMark());
                places.put(i, new Place(new Spot(end.line(), end.column() - 1), end));
            }
        }
    }

    private void gaps() {
        Spot from = new Spot(0, 0);
        int waiting = 0;
        for (int i = 0; i <= events.size(); i++) {
            Place place = places.get(i);
            if (place == null && i < events.size()) {
                continue;
            }
            Spot end = new Spot(lines.size(), 0);
            Gap gap = Gap.between(lines, from, place == null ? end : place.start());
            for (; waiting <= i; waiting++) {
                gaps.put(waiting, gap);
                lastEnds.put(waiting, from);
            }
            from = place == null ? end : place.end();
        }
    }

    Event at(int index) {
        return events.get(index);
    }

    boolean isEnd(int index) {
        return index < events.size()
                && (events.get(index).is(Event.ID.MappingEnd)
                        || events.get(index).is(Event.ID.SequenceEnd));
    }

    boolean isBlockGroup(int index) {
        return events.get(index) instanceof CollectionStartEvent start && !start.isFlow();
    }

    boolean opensBraces(int index) {
        return events.get(index) instanceof CollectionStartEvent && places.containsKey(index);
    }

    /** What lies before the event; behind the last one, what lies at the end of the file. */
    Gap gap(int index) {
        return require(gaps.get(index));
    }

    /** Where the text before the event's gap ended. */
    Spot lastEnd(int index) {
        return require(lastEnds.get(index));
    }

    Spot start(int index) {
        return require(places.get(index)).start();
    }

    Spot end(int index) {
        return require(places.get(index)).end();
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an event without a place");
        }
        return value;
    }

    /** The lines of a scalar without what indents them. */
    List<String> lines(int index, int parent) {
        Spot from = start(index);
        Spot to = end(index);
        List<String> written = new ArrayList<>();
        boolean block = isBlock((ScalarEvent) at(index));
        for (int line = from.line(); line <= to.line(); line++) {
            int[] points = line < lines.size() ? lines.get(line) : new int[0];
            int first = line == from.line() ? from.column() : 0;
            int last = line == to.line() ? Math.min(to.column(), points.length) : points.length;
            String text = new String(points, first, Math.max(0, last - first));
            boolean inner = line != from.line();
            written.add(inner && !block ? text.stripLeading() : text);
        }
        return block ? BlockText.relative(written, parent) : written;
    }

    private static boolean isBlock(ScalarEvent event) {
        return event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED;
    }

    private Spot scalarEnd(ScalarEvent event, Spot start) {
        Spot end = spot(event.getEndMark());
        if (!isBlock(event)) {
            return end;
        }
        int[] first = lines.get(start.line());
        boolean kept = BlockText.keepsBlankLines(new String(first, start.column(), first.length - start.column()));
        // The mark lies behind the blank lines that follow; these belong to what comes next.
        int line = Math.min(end.column() == 0 ? end.line() - 1 : end.line(), lines.size() - 1);
        while (!kept && line > start.line() && new String(lines.get(line), 0, lines.get(line).length).isBlank()) {
            line--;
        }
        return new Spot(line, lines.get(line).length);
    }

    private boolean isOneOf(Spot spot, String signs) {
        int[] points = lines.get(spot.line());
        return spot.column() < points.length && signs.indexOf(points[spot.column()]) >= 0;
    }

    private static Spot spot(Mark mark) {
        return new Spot(mark.getLine(), mark.getColumn());
    }
}
