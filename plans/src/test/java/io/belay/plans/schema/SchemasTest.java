package io.belay.plans.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.FormerNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas themselves: what they are made of, and whether what they show to people is right. */
class SchemasTest {

    /** Keywords that mean the same in draft-07 and 2020-12, and what editors read beyond them. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$ref",
            "title",
            "description",
            "markdownDescription",
            "default",
            "examples",
            "definitions",
            "type",
            "enum",
            "markdownEnumDescriptions",
            "const",
            "pattern",
            "errorMessage",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "uniqueItems",
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
            "anyOf",
            "oneOf",
            "allOf",
            "not",
            "if",
            "then");

    @ParameterizedTest
    @EnumSource
    void every_schema_is_one_of_both_drafts(Draft draft) {
        for (FileSchema file : FileSchema.values()) {
            assertThat(draft.faults(Schemas.of(file))).as(file.file()).isEmpty();
        }
        assertThat(draft.faults(Schemas.ofAll())).isEmpty();
    }

    @Test
    void only_what_both_drafts_have_in_common_is_used() {
        Set<String> used = new TreeSet<>();
        schemas(Schemas.ofAll(), schema -> schema.fieldNames().forEachRemaining(used::add));

        assertThat(KEYWORDS).containsAll(used);
    }

    @Test
    void nothing_stands_beside_a_reference() {
        schemas(
                Schemas.ofAll(),
                schema -> assertThat(!schema.has("$ref") || schema.size() == 1)
                        .as(schema.toString())
                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void examples_and_defaults_are_right_themselves(FileSchema file) {
        ObjectNode whole = Schemas.of(file);
        List<String> wrong = new ArrayList<>();
        schemas(whole, schema -> {
            List<JsonNode> shown = new ArrayList<>();
            schema.path("examples").forEach(shown::add);
            if (schema.has("default")) {
                shown.add(schema.get("default"));
            }
            if (!shown.isEmpty()) {
                ObjectNode alone = schema.deepCopy();
                alone.set("definitions", whole.path("definitions"));
                var read = Draft.DRAFT_07.read(alone);
                shown.forEach(value -> read.validate(value)
                        .forEach(message -> wrong.add(schema.path("title").asText() + ": " + value + ": " + message)));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_field_has_a_description_and_something_to_write() {
        List<String> poor = new ArrayList<>();
        for (FileSchema file : FileSchema.values()) {
            Schemas.of(file, FieldTexts.packaged(), (path, text, schema) -> {
                boolean shown = schema.has("examples")
                        || schema.has("enum")
                        || schema.has("const")
                        || schema.toString().contains("\"enum\"")
                        || schema.path("type").toString().contains("boolean")
                        || !schema.path("properties").isMissingNode();
                if (!schema.has("description") || !shown) {
                    poor.add(path);
                }
            });
        }
        assertThat(poor).isEmpty();
    }

    @Test
    void every_word_that_a_field_takes_is_explained_and_no_other() {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (FileSchema file : FileSchema.values()) {
            Schemas.of(file, FieldTexts.packaged(), (path, text, schema) -> {
                Set<String> words = new TreeSet<>();
                schemas(schema, false, inner -> inner.path("enum").forEach(word -> words.add(word.asText())));
                Set<String> said = new TreeSet<>(
                        text.map(FieldText::values).orElse(Map.of()).keySet());
                boolean narrowed = path.equals("Step:when") && said.containsAll(words);
                if (!words.equals(said) && !narrowed) {
                    wrong.put(path, words + " are explained by " + said);
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_schema_is_the_same_whenever_it_is_made() {
        assertThat(Schemas.text(Schemas.ofAll())).isEqualTo(Schemas.text(Schemas.ofAll()));
    }

    private static void schemas(JsonNode schema, Consumer<ObjectNode> action) {
        schemas(schema, true, action);
    }

    /** @param below whether schemas of fields within are visited too */
    private static void schemas(JsonNode schema, boolean below, Consumer<ObjectNode> action) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        action.accept(object);
        if (below) {
            for (String named : List.of("properties", "definitions")) {
                object.path(named).forEach(inner -> schemas(inner, true, action));
            }
        }
        object.path("patternProperties").forEach(inner -> schemas(inner, below, action));
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            object.path(several).forEach(inner -> schemas(inner, below, action));
        }
        for (String one : List.of("items", "if", "then")) {
            schemas(object.path(one), below, action);
        }
    }

    @Test
    void a_name_that_a_field_once_had_is_struck_through_and_explained() {
        FormerNames names = FormerNames.of(
                FormerNames.Former.renamed("plan.budget", "hold_time", "0.3", "hold"),
                FormerNames.Former.renamed("step.promote", "return", "0.3", "way_back"),
                FormerNames.Former.removed("plan.limits", "network", "0.3", "`io` bounds what is read and written"));
        Map<String, ObjectNode> told = new LinkedHashMap<>();

        Schemas.of(
                FileSchema.UPGRADE_PLAN,
                FieldTexts.packaged(),
                (path, text, schema) -> told.put(path, schema.deepCopy()),
                names);

        assertThat(at(told, "budget.hold_time").path("deprecated").asBoolean()).isTrue();
        assertThat(at(told, "budget.hold_time").path("pattern"))
                .isEqualTo(at(told, "budget.hold").path("pattern"));
        assertThat(at(told, "budget.hold_time").path("markdownDescription").asText())
                .isEqualTo("Called `hold` since Belay 0.3; `belay format` renames it.");
        assertThat(at(told, "Step:promote.return").path("deprecated").asBoolean())
                .isTrue();
        assertThat(at(told, "limits.network").path("errorMessage").asText())
                .isEqualTo("Gone since Belay 0.3: io bounds what is read and written.");
        assertThat(at(told, "limits.network").path("not").isObject()).isTrue();
    }

    private static ObjectNode at(Map<String, ObjectNode> told, String path) {
        return java.util.Objects.requireNonNull(told.get(path), path);
    }
}
