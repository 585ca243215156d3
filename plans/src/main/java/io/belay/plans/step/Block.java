package io.belay.plans.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.Slot;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * A block as the value of a field of a step, or as an item of a list. Immutable.
 *
 * @param words for messages
 * @param grammar reads the block's fields; closing the form is done here
 */
record Block<T>(String words, Function<Form, T> grammar) implements FieldType<Block.Filled<T>> {

    /** @param form the same in canonical form, with defaults */
    record Filled<T>(T value, ObjectNode form) {}

    @Override
    public Optional<Filled<T>> read(Node node, Slot slot) {
        if (!(node instanceof MappingNode mapping)) {
            slot.reading().wrongShape(node, slot.field(), words);
            return Optional.empty();
        }
        Form form = new Form(slot.reading(), slot.path(), mapping.place(), mapping);
        T value = grammar.apply(form);
        form.close();
        return Optional.of(new Filled<>(value, form.canonical()));
    }

    @Override
    public JsonNode write(Filled<T> value) {
        return value.form();
    }

    @Override
    public Shape shape() {
        return new Shape.Block(Outline.of(form -> {
            T unused = grammar.apply(form);
        }));
    }
}
