package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * A block as an item of a list or map, for files whose canonical form nobody needs. Immutable.
 *
 * @param words for messages
 * @param grammar reads the block; closing the form is its business
 */
public record BlockType<T>(String words, Function<Form, T> grammar) implements FieldType<T> {

    @Override
    public Optional<T> read(Node node, Slot slot) {
        if (!(node instanceof MappingNode mapping)) {
            slot.reading().wrongShape(node, slot.field(), words);
            return Optional.empty();
        }
        return Optional.of(grammar.apply(new Form(slot.reading(), slot.path(), mapping.place(), mapping)));
    }

    @Override
    public JsonNode write(T value) {
        return JsonNodeFactory.instance.nullNode();
    }

    @Override
    public Shape shape() {
        return new Shape.Block(Outline.of(form -> {
            T unused = grammar.apply(form);
        }));
    }
}
