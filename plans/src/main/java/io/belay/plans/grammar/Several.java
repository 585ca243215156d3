package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Types that hold several values. What can be read of them is read; the rest is reported item by item. Stateless. */
public final class Several {

    private Several() {}

    public static <T> FieldType<List<T>> listOf(FieldType<T> type) {
        return new Items<>(type, false, true, false);
    }

    /** A list that says something only with an item in it. */
    public static <T> FieldType<List<T>> filledListOf(FieldType<T> type) {
        return new Items<>(type, false, true, true);
    }

    /** A list in which an item may stand several times. */
    public static <T> FieldType<List<T>> listOfAny(FieldType<T> type) {
        return new Items<>(type, false, false, false);
    }

    /** A list, or its only item. */
    public static <T> FieldType<List<T>> oneOrMore(FieldType<T> type) {
        return new Items<>(type, true, true, false);
    }

    /** Free names, each with a value. */
    public static <T> FieldType<Map<String, T>> mapOf(String keyWords, Pattern keys, FieldType<T> type) {
        return new Fields<>(keyWords, keys, type);
    }

    private record Items<T>(FieldType<T> type, boolean single, boolean once, boolean filled)
            implements FieldType<List<T>> {

        @Override
        public String words() {
            return single ? type.words() + " or a list" : "a list";
        }

        @Override
        public Optional<List<T>> read(Node node, Slot slot) {
            if (single && !(node instanceof ListNode)) {
                return type.read(node, slot).map(List::of);
            }
            if (!(node instanceof ListNode list)) {
                slot.reading().wrongShape(node, slot.field(), words());
                return Optional.empty();
            }
            if (filled && list.items().isEmpty()) {
                slot.reading()
                        .report(Problem.error(
                                        GrammarErrors.WRONG_SHAPE, list.place(), "`" + slot.field() + "` is empty")
                                .withHelp("name at least one, or delete the field"));
                return Optional.empty();
            }
            List<T> values = new ArrayList<>();
            Set<T> known = new HashSet<>();
            for (Node item : list.items()) {
                Slot place = slot.item(values.size());
                slot.reading().found(place.path(), item.place());
                type.read(item, place).ifPresent(value -> {
                    if (!known.add(value) && once) {
                        slot.reading()
                                .report(Problem.error(
                                                GrammarErrors.NOT_ALLOWED,
                                                item.place(),
                                                named(value) + " stands twice in `" + slot.field() + "`")
                                        .withHelp("delete one of them"));
                    }
                    values.add(value);
                });
            }
            return Optional.of(List.copyOf(values));
        }

        private String named(T value) {
            JsonNode written = type.write(value);
            return written.isValueNode() && !written.isNull() ? "`" + written.asText() + "`" : "the same item";
        }

        @Override
        public JsonNode write(List<T> values) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(value -> array.add(type.write(value)));
            return array;
        }

        @Override
        public Shape shape() {
            return new Shape.Items(type.shape(), single, once, filled);
        }
    }

    private record Fields<T>(String keyWords, Pattern keys, FieldType<T> type) implements FieldType<Map<String, T>> {

        @Override
        public String words() {
            return "fields";
        }

        @Override
        public Optional<Map<String, T>> read(Node node, Slot slot) {
            if (!(node instanceof MappingNode mapping)) {
                slot.reading().wrongShape(node, slot.field(), words());
                return Optional.empty();
            }
            Map<String, T> values = new LinkedHashMap<>();
            for (Entry entry : mapping.entries()) {
                if (keys.matcher(entry.key()).matches()) {
                    slot.reading().found(slot.below(entry.key()).path(), entry);
                    type.read(entry.value(), slot.below(entry.key()))
                            .ifPresent(value -> values.put(entry.key(), value));
                } else {
                    slot.reading()
                            .report(Problem.error(
                                            GrammarErrors.UNREADABLE_VALUE,
                                            entry.keyPlace(),
                                            "`" + entry.key() + "` is not " + keyWords)
                                    .withHelp("write " + keyWords + " before the colon"));
                }
            }
            return Optional.of(Collections.unmodifiableMap(values));
        }

        @Override
        public JsonNode write(Map<String, T> values) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach((key, value) -> object.set(key, type.write(value)));
            return object;
        }

        @Override
        public Shape shape() {
            return new Shape.Named("name", keyWords, keys.pattern(), type.shape());
        }
    }
}
