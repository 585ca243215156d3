package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;

/** Values as an editor's YAML sees them: whole numbers, booleans, texts. Stateless. */
final class Examples {

    private static final String WHOLE = "-?(?:0|[1-9][0-9]{0,17})";

    private Examples() {}

    static JsonNode json(Node node) {
        if (node instanceof ListNode list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
            return object;
        }
        TextNode text = (TextNode) node;
        if (text.plain() && text.text().matches(WHOLE)) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text.text()));
        }
        boolean truth = text.plain() && (text.text().equals("true") || text.text().equals("false"));
        return truth ? BooleanNode.valueOf(text.text().equals("true")) : JsonNodeFactory.instance.textNode(text.text());
    }
}
