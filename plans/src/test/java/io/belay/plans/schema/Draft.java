package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** The two drafts of JSON Schema that the schemas are written for. */
enum Draft {
    DRAFT_07(VersionFlag.V7),
    DRAFT_2020_12(VersionFlag.V202012);

    private final VersionFlag version;

    Draft(VersionFlag version) {
        this.version = version;
    }

    /** The schema as this draft reads it, whatever it calls itself. */
    JsonSchema read(ObjectNode schema) {
        ObjectNode anonymous = schema.deepCopy();
        anonymous.remove("$schema");
        return JsonSchemaFactory.getInstance(version).getSchema(anonymous);
    }

    /** What is wrong with the schema as a schema of this draft. */
    List<String> faults(JsonNode schema) {
        JsonSchema ofSchemas = JsonSchemaFactory.getInstance(version).getSchema(SchemaLocation.of(version.getId()));
        return ofSchemas.validate(schema).stream()
                .map(ValidationMessage::toString)
                .toList();
    }
}
