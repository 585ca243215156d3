package io.belay.plans.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.FormerNames;

/** JSON Schema for Belay's files, made of the grammar. Byte for byte the same on every machine. Stateless. */
public final class Schemas {

    /** The schema for all kinds of file at once. */
    public static final String OF_ALL = "belay.schema.json";

    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    private static final SchemaWriter.Witness NOBODY = (path, text, schema) -> {};

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Schemas() {}

    public static ObjectNode of(FileSchema file) {
        return of(file, FieldTexts.packaged(), NOBODY);
    }

    static ObjectNode of(FileSchema file, FieldTexts texts, SchemaWriter.Witness witness) {
        return of(file, texts, witness, FormerNames.KNOWN);
    }

    static ObjectNode of(FileSchema file, FieldTexts texts, SchemaWriter.Witness witness, FormerNames formerNames) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("$schema", DRAFT);
        node.setAll(body(file, texts, witness, formerNames));
        return SharedParts.share(node);
    }

    private static ObjectNode body(
            FileSchema file, FieldTexts texts, SchemaWriter.Witness witness, FormerNames formerNames) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("title", "Belay: " + file.kind() + " (*" + file.ending() + ")");
        node.put("description", file.title() + ".");
        return node.setAll(new SchemaWriter(
                        texts, file.sections(), file.hasInputs(), witness, new FormerFields(formerNames, file.kind()))
                .block(file.outline(), ""));
    }

    /** Chooses by {@code kind}, for editors that cannot tell files apart by their names. */
    public static ObjectNode ofAll() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("$schema", DRAFT);
        node.put("title", "Belay: any of its files");
        node.put("type", "object");
        node.putArray("required").add("apiVersion").add("kind");
        ArrayNode kinds = node.putObject("properties").putObject("kind").putArray("enum");
        ArrayNode choices = node.putArray("allOf");
        ObjectNode definitions = node.putObject("definitions");
        FieldTexts texts = FieldTexts.packaged();
        for (FileSchema file : FileSchema.values()) {
            kinds.add(file.kind());
            definitions.set(file.kind(), body(file, texts, NOBODY, FormerNames.KNOWN));
            ObjectNode choice = choices.addObject();
            ObjectNode condition = choice.putObject("if");
            condition.putArray("required").add("kind");
            condition.putObject("properties").putObject("kind").put("const", file.kind());
            choice.putObject("then").put("$ref", "#/definitions/" + file.kind());
        }
        return SharedParts.share(node);
    }

    /** As it is printed and shipped. */
    public static String text(ObjectNode schema) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
