package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The fields of a block, as its grammar asks for them. Made by running the very grammar that reads files over a form that has
 * nothing in it and takes down what it is asked. For one thread only.
 */
public final class Outline {

    /**
     * @param type by which it is read; empty where a grammar reads it itself
     * @param byDefault in canonical form; empty when there is none, or when it depends on other fields
     */
    public record Field(
            String name, Shape shape, Optional<FieldType<?>> type, boolean required, Optional<JsonNode> byDefault) {}

    private static final Shape UNSAID = Shape.anyText();

    private final String section;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> hidden = new LinkedHashSet<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final List<List<String>> exactlyOne = new ArrayList<>();

    Outline(String section) {
        this.section = section;
    }

    /** What the grammar asks for. */
    public static Outline of(Consumer<Form> grammar) {
        return of("", grammar);
    }

    /** The same; what the grammar makes of nothing is not looked at. */
    public static Outline ofReading(Function<Form, ?> grammar) {
        return of(form -> Objects.requireNonNull(grammar.apply(form)));
    }

    /** @param section where paths begin anew, {@code Step}; empty for a block whose path goes on from the one around it */
    public static Outline of(String section, Consumer<Form> grammar) {
        Outline outline = new Outline(section);
        // Nothing stands in it, so whatever is reported is about nothing, and nobody hears it.
        Reading nowhere = new Reading("", new Problems(new Source("", "")));
        grammar.accept(Form.taking(outline, nowhere));
        return outline;
    }

    public String section() {
        return section;
    }

    /** In the order in which the grammar asks. */
    public Collection<Field> fields() {
        return fields.values().stream()
                .filter(field -> !hidden.contains(field.name()))
                .map(field -> required.contains(field.name())
                        ? new Field(field.name(), field.shape(), field.type(), true, field.byDefault())
                        : field)
                .toList();
    }

    /** Groups of fields of which exactly one is written. */
    public List<List<String>> exactlyOne() {
        return List.copyOf(exactlyOne);
    }

    /** Whether the block may be left empty. */
    public boolean needsNothing() {
        return exactlyOne.isEmpty() && fields().stream().noneMatch(Field::required);
    }

    /** A shape that the one around the grammar knows better. */
    public Outline narrow(String name, Shape shape) {
        Field field = field(name);
        fields.put(name, new Field(name, shape, field.type(), field.required(), field.byDefault()));
        return this;
    }

    /** A default that the one around the grammar knows. */
    public Outline byDefault(String name, JsonNode value) {
        Field field = field(name);
        fields.put(name, new Field(name, field.shape(), field.type(), field.required(), Optional.of(value)));
        return this;
    }

    private Field field(String name) {
        return Optional.ofNullable(fields.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** A field that is known and must not be written here. */
    public void hide(String name) {
        hidden.add(name);
    }

    void named(String name) {
        fields.putIfAbsent(name, new Field(name, UNSAID, Optional.empty(), false, Optional.empty()));
    }

    void shaped(String name, Shape shape) {
        fields.put(name, new Field(name, shape, Optional.empty(), false, Optional.empty()));
    }

    void typed(String name, FieldType<?> type, Optional<JsonNode> byDefault) {
        fields.put(name, new Field(name, type.shape(), Optional.of(type), false, byDefault));
    }

    void require(String name) {
        required.add(name);
    }

    void exactlyOneOf(List<String> names) {
        exactlyOne.add(List.copyOf(names));
    }
}
