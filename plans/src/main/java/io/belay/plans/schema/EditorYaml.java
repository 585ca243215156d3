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
import java.math.BigDecimal;
import java.math.BigInteger;

/** A file as an editor's YAML sees it: with the numbers, booleans and nulls of YAML 1.2, where Belay reads texts. Stateless. */
final class EditorYaml {

    private static final String WHOLE = "[-+]?[0-9]+";
    private static final String NUMBER = "[-+]?(?:[.][0-9]+|[0-9]+(?:[.][0-9]*)?)(?:[eE][-+]?[0-9]+)?";

    private EditorYaml() {}

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
        return text.plain() ? plain(text.text()) : JsonNodeFactory.instance.textNode(text.text());
    }

    private static JsonNode plain(String text) {
        if (text.matches("|~|null|Null|NULL")) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return BooleanNode.valueOf(text.charAt(0) == 't' || text.charAt(0) == 'T');
        }
        if (text.matches(WHOLE)) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(text));
        }
        return text.matches(NUMBER)
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                : JsonNodeFactory.instance.textNode(text);
    }
}
