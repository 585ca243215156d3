package io.belay.plans.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.FormerNames;
import io.belay.plans.grammar.FormerNames.Former;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Names that fields once had, for editors: struck through, with what they are called by now.
 *
 * @param file its kind
 */
record FormerFields(FormerNames names, String file) {

    /**
     * @param properties of the block, as they are by now
     * @param path of the block; {@code Step:} where steps begin
     */
    void add(ObjectNode properties, String path, UnaryOperator<String> below, SchemaWriter.Witness witness) {
        for (Former former : names.in(FormerNames.block(file, path))) {
            // Steps of another kind have a block of their own.
            if (former.moves() && !properties.has(former.now().orElseThrow())) {
                continue;
            }
            ObjectNode field = former.moves() ? asItIs(properties, former) : refused(former);
            field.put("deprecated", true);
            field.put("deprecationMessage", former.inWords().replace("`", ""));
            field.put("description", former.inWords().replace("`", ""));
            field.put("markdownDescription", former.inWords());
            properties.set(former.name(), field);
            witness.field(below.apply(former.name()), Optional.empty(), field);
        }
    }

    /** Its value is written as that of the field that it is by now. */
    private static ObjectNode asItIs(ObjectNode properties, Former former) {
        return properties.withObjectProperty(former.now().orElseThrow()).deepCopy();
    }

    private static ObjectNode refused(Former former) {
        ObjectNode field = JsonNodeFactory.instance.objectNode();
        field.putObject("not");
        return field.put("errorMessage", former.inWords().replace("`", ""));
    }
}
