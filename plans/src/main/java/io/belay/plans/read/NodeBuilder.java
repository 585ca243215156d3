package io.belay.plans.read;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Builds nodes from YAML's events and reports what plans do not have. For one file, one thread. */
final class NodeBuilder {

    private final Iterator<Event> events;
    private final Map<Integer, Integer> shifts;
    private final Problems problems;
    private final Source source;
    private int nodes;

    /** Ends the reading at once: what lies that deep, or holds so much, is not a plan. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too much", null, false, false);
        }
    }

    private NodeBuilder(Iterator<Event> events, Map<Integer, Integer> shifts, Problems problems) {
        this.events = events;
        this.shifts = shifts;
        this.problems = problems;
        this.source = problems.source();
    }

    /** @throws org.yaml.snakeyaml.error.YAMLException when the text is no YAML */
    static Optional<Node> build(TextScan.Safe text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlText.LARGEST);
        options.setProcessComments(false);
        Iterator<Event> events =
                new Yaml(options).parse(new StringReader(text.text())).iterator();
        try {
            return new NodeBuilder(events, text.shifts(), problems).stream();
        } catch (TooMuch said) {
            return Optional.empty();
        }
    }

    private Optional<Node> stream() {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent start) {
                directives(start);
                if (root.isPresent()) {
                    problems.add(Problem.error(
                                    ReadErrors.SECOND_DOCUMENT,
                                    at(start.getStartMark(), 3),
                                    "a second document begins here; a file holds one")
                            .withHelp("delete this line, or write the rest to a file of its own"));
                    return root;
                }
                root = Optional.of(node(events.next(), 1));
            }
        }
        if (root.isEmpty()) {
            problems.add(Problem.error(ReadErrors.NOT_YAML, source.wholeFile(), "the file is empty")
                    .withHelp("begin with `apiVersion: belay/v1`"));
        }
        return root;
    }

    private void directives(DocumentStartEvent start) {
        // Two tags are always there: YAML's own handles.
        boolean ownTags = start.getTags() != null && start.getTags().size() > 2;
        if (start.getVersion() != null || ownTags) {
            notPlain(
                    at(start.getStartMark(), 1),
                    "a directive stands before the document; plans have none",
                    "delete it");
        }
    }

    private Node node(Event event, int depth) {
        nodes++;
        if (nodes > YamlText.MOST) {
            problems.add(Problem.error(
                            ReadErrors.TOO_LARGE,
                            at(event.getStartMark(), 1),
                            "here are more than " + YamlText.MOST + " names and values; the rest is not read")
                    .withHelp("check that this is the file you meant; several clusters are a fleet of plans"));
            throw new TooMuch();
        }
        if (event instanceof AliasEvent alias) {
            SourcePlace place = range(alias);
            notPlain(
                    place,
                    "`*" + alias.getAnchor() + "` is an alias; plans have none",
                    "write the values out, or use an input");
            return new TextNode(String.valueOf(UnreadText.SIGN), true, place, place.line());
        }
        if (event instanceof ScalarEvent scalar) {
            marks(scalar, scalar.getTag());
            TextNode text = new TextNode(scalar.getValue(), scalar.isPlain(), range(scalar), lastLine(scalar));
            return latin(text, LookAlike.inWord(text.text()));
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        marks(start, start.getTag());
        if (depth > YamlText.DEEPEST) {
            problems.add(Problem.error(
                            ReadErrors.TOO_LARGE,
                            at(start.getStartMark(), 1),
                            "this is more than " + YamlText.DEEPEST + " levels deep")
                    .withHelp("no field of the language lies deeper than 7: a bracket may be missing above"));
            throw new TooMuch();
        }
        return start instanceof MappingStartEvent ? mapping(start, depth) : list(start, depth);
    }

    /** What is not what it looks like is reported, and read as what it looks like: then nothing else is said of it. */
    private TextNode latin(TextNode text, Optional<LookAlike.Found> found) {
        if (found.isEmpty()) {
            return text;
        }
        LookAlike.Found letter = found.get();
        int quote = text.plain() ? 0 : 1;
        problems.add(Problem.error(
                        ReadErrors.LOOK_ALIKE,
                        source.place(text.place().line(), text.place().column() + quote + letter.index(), 1),
                        "`" + text.text() + "` is not what it looks like")
                .withLabel(letter.inWords())
                .withHelp("type it anew: `" + letter.meant() + "`"));
        return new TextNode(letter.meant(), text.plain(), text.place(), text.lastLine());
    }

    private Node list(CollectionStartEvent start, int depth) {
        List<Node> items = new ArrayList<>();
        Event event = events.next();
        while (!event.is(Event.ID.SequenceEnd)) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new ListNode(items, start.isFlow(), spanned(start, event));
    }

    private Node mapping(CollectionStartEvent start, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Event event = events.next();
        while (!event.is(Event.ID.MappingEnd)) {
            Node key = node(event, depth + 1);
            if (key instanceof TextNode name) {
                key = latin(name, LookAlike.find(name.text()));
            }
            Node value = node(events.next(), depth + 1);
            entry(key, value, entries);
            event = events.next();
        }
        return new MappingNode(List.copyOf(entries.values()), spanned(start, event));
    }

    private void entry(Node key, Node value, Map<String, Entry> entries) {
        if (!(key instanceof TextNode name) || (name.plain() && name.isEmpty())) {
            notPlain(key.place(), "a key has to be a single word", "write `field: value`");
            return;
        }
        if (name.isUnread()) {
            return;
        }
        if (name.plain() && name.text().equals("<<")) {
            notPlain(name.place(), "`<<` is a merge key; plans have none", "write the fields out");
            return;
        }
        Entry entry = new Entry(name.text(), name.place(), value);
        Entry first = entries.putIfAbsent(name.text(), entry);
        if (first != null) {
            problems.add(Problem.error(ReadErrors.DUPLICATE_KEY, name.place(), "`" + name.text() + "` is written twice")
                    .withLabel("again here")
                    .withSecond(first.keyPlace(), "first here")
                    .withHelp(WrittenTwice.help(first, entry, source)));
        }
    }

    private void marks(NodeEvent event, @Nullable String tag) {
        SourcePlace place = at(event.getStartMark(), 1);
        if (event.getAnchor() != null) {
            String name = event.getAnchor();
            notPlain(
                    source.place(place.line(), place.column(), name.length() + 1),
                    "`&" + name + "` is an anchor; plans have none",
                    "write the values out, or use an input");
        }
        if (tag != null) {
            notPlain(
                    place,
                    "`" + tag.replace("tag:yaml.org,2002:", "!!") + "` is a tag; plans have none",
                    "delete it: each field knows its own type");
        }
    }

    private void notPlain(SourcePlace place, String statement, String help) {
        problems.add(Problem.error(ReadErrors.NOT_PLAIN_YAML, place, statement).withHelp(help));
    }

    private SourcePlace at(Mark mark, int length) {
        return source.place(mark.getLine() + 1, column(mark), length);
    }

    /** As it stands in the file. */
    private int column(Mark mark) {
        return Math.max(1, mark.getColumn() + 1 - shifts.getOrDefault(mark.getLine() + 1, 0));
    }

    private SourcePlace range(Event event) {
        return between(event.getStartMark(), event.getEndMark());
    }

    /** The end of a block text lies at the beginning of the line behind it. */
    private static int lastLine(Event event) {
        Mark end = event.getEndMark();
        return end.getColumn() == 0 ? end.getLine() : end.getLine() + 1;
    }

    private SourcePlace spanned(Event start, Event end) {
        return between(start.getStartMark(), end.getEndMark());
    }

    /** What reaches over several lines is shown by its first one. */
    private SourcePlace between(Mark from, Mark to) {
        if (from.getLine() == to.getLine()) {
            return at(from, Math.max(1, to.getColumn() - from.getColumn()));
        }
        return source.restOfLine(from.getLine() + 1, column(from));
    }
}
