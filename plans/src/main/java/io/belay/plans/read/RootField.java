package io.belay.plans.read;

import io.belay.plans.problem.Source;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** A field of a file's root, looked up without reading what stands behind it: most files say their kind in the second line. Stateless. */
public final class RootField {

    private RootField() {}

    /** Empty as well when the text is no plain YAML up to there; {@link YamlText#read} says why. */
    public static Optional<String> find(String text, String name) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlText.LARGEST);
        try {
            Iterator<Event> events = new Yaml(options)
                    .parse(new StringReader(Source.withoutMark(text)))
                    .iterator();
            return toRoot(events) ? within(events, name) : Optional.empty();
        } catch (YAMLException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean toRoot(Iterator<Event> events) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof MappingStartEvent) {
                return true;
            }
            if (event instanceof ScalarEvent || event instanceof CollectionStartEvent) {
                return false;
            }
        }
        return false;
    }

    private static Optional<String> within(Iterator<Event> events, String name) {
        while (events.hasNext()) {
            Event key = events.next();
            if (!(key instanceof ScalarEvent scalar)) {
                return Optional.empty();
            }
            Event value = events.next();
            if (scalar.getValue().equals(name)) {
                return value instanceof ScalarEvent found && !found.getValue().isEmpty()
                        ? Optional.of(found.getValue())
                        : Optional.empty();
            }
            skip(events, value);
        }
        return Optional.empty();
    }

    private static void skip(Iterator<Event> events, Event value) {
        int depth = value instanceof CollectionStartEvent ? 1 : 0;
        while (depth > 0) {
            Event event = events.next();
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
        }
    }
}
