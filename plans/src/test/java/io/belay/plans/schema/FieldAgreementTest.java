package io.belay.plans.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import io.belay.plans.Golden;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.FormerNames;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.Slot;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.YamlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each single-valued field of the language against every single value that stands anywhere in the tests' files. */
class FieldAgreementTest {

    /** Their texts have to be understood to be judged: a day that does not exist, a zone that nobody knows, a bound. */
    private static final List<String> UNDERSTOOD = List.of("a date", "a time", "a time zone", "five fields of cron");

    private static final List<String> MORE = List.of(
            "0",
            "1",
            "17",
            "17.2",
            "9",
            "99",
            "100",
            "65535",
            "65536",
            "-1",
            "100%",
            "101%",
            "100.5%",
            "0.5%",
            "0.555%",
            "0x",
            "1x",
            "0.5x",
            "99999x",
            "20GB",
            "20GiB",
            "20GiB/s",
            "low",
            "1.5h",
            "1w",
            "2h30m",
            "30s2h",
            "5m",
            "250ms",
            "\"\"",
            "/",
            "/a",
            "/a/",
            "/a//b",
            "/a/../b",
            "/a/./b",
            "relative",
            "../x.sql",
            "a/b",
            "a/b/c",
            "A/b",
            "UTC",
            "Europe/Istanbul",
            "Etc/GMT+3",
            "EST",
            "\"0 1 * * SAT\"",
            "\"0 1 1 * SAT\"",
            "\"@daily\"",
            "2027-01-31",
            "2027-1-31",
            "2026-12-05T01:00",
            "2026-12-05T01:00:00",
            "x".repeat(63),
            "x".repeat(64),
            "x".repeat(200),
            "x".repeat(201),
            "alice@example.com",
            "BLY-1504",
            "BLY-0504",
            "a_b",
            "a.b",
            "a-b");

    @Test
    void what_a_field_reads_its_schema_accepts_and_what_the_schema_accepts_it_reads() {
        Map<String, Node> values = values();
        Map<String, FieldType<?>> fields = fields();
        List<String> stricter = new ArrayList<>();
        List<String> laxer = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, FieldType<?>> field : fields.entrySet()) {
            JsonSchema schema = schema(field.getValue());
            boolean understood = UNDERSTOOD.contains(field.getValue().words());
            for (Map.Entry<String, Node> value : values.entrySet()) {
                JsonNode seen = EditorYaml.json(value.getValue());
                // YAML takes these for no texts; whoever means the text quotes it.
                if (seen.isNull() || seen.isBoolean()) {
                    continue;
                }
                compared++;
                boolean read = read(field.getValue(), value.getValue());
                boolean accepted = schema.validate(seen).isEmpty();
                if (read && !accepted) {
                    stricter.add(field.getKey() + ": " + value.getKey());
                }
                boolean whole = seen.isNumber() || seen.asText().matches("[0-9]+");
                if (accepted && !read && !understood && !whole) {
                    laxer.add(field.getKey() + ": " + value.getKey());
                }
            }
        }
        assertThat(compared).isGreaterThan(30_000);
        assertThat(stricter).as("the editor would refuse what Belay reads").isEmpty();
        assertThat(laxer).as("the editor would accept what Belay refuses").isEmpty();
    }

    @Test
    void no_field_is_an_unknown_shape() {
        List<String> unknown = new ArrayList<>();
        for (FileSchema file : FileSchema.values()) {
            walk(file.outline(), file.kind(), (path, field) -> {
                boolean free = field.shape().equals(Shape.anyText())
                        || (field.shape() instanceof Shape.WithInputs with
                                && with.value().equals(Shape.anyText()));
                if (field.type().isEmpty() && free) {
                    unknown.add(path);
                }
            });
        }
        assertThat(unknown)
                .as("asked for by `entry`, and nobody says how it looks")
                .isEmpty();
    }

    private static JsonSchema schema(FieldType<?> type) {
        ObjectNode written = new SchemaWriter(
                        FieldTexts.packaged(),
                        List.of(),
                        false,
                        (path, text, schema) -> {},
                        new FormerFields(FormerNames.KNOWN, ""))
                .shape(type.shape(), "value", Map.of());
        return Draft.DRAFT_07.read(written);
    }

    private static boolean read(FieldType<?> type, Node value) {
        Problems problems = new Problems(new Source("plan.yaml", ""));
        Optional<?> read = type.read(value, new Slot(new Reading("the plan", problems), "value", ""));
        return read.isPresent() && !problems.hasErrors();
    }

    /** By the words and the form of their type: hundreds of fields are of few types. */
    private static Map<String, FieldType<?>> fields() {
        Map<String, FieldType<?>> fields = new LinkedHashMap<>();
        Set<String> types = new LinkedHashSet<>();
        for (FileSchema file : FileSchema.values()) {
            walk(
                    file.outline(),
                    file.kind(),
                    (path, field) -> field.type()
                            .filter(type -> single(type.shape()))
                            .filter(type -> !type.words().equals("a file beside the plan"))
                            .filter(type -> types.add(type.shape().toString()))
                            .ifPresent(type -> fields.put(path, type)));
        }
        return fields;
    }

    private static boolean single(Shape shape) {
        return shape instanceof Shape.Single
                || shape instanceof Shape.WithInputs
                || (shape instanceof Shape.Either either && either.of().stream().allMatch(FieldAgreementTest::single));
    }

    private interface Visit {
        void field(String path, Outline.Field field);
    }

    private static void walk(Outline outline, String path, Visit visit) {
        for (Outline.Field field : outline.fields()) {
            visit.field(path + "." + field.name(), field);
            walk(field.shape(), path + "." + field.name(), visit);
        }
    }

    private static void walk(Shape shape, String path, Visit visit) {
        if (shape instanceof Shape.Block block) {
            walk(block.outline(), path, visit);
        } else if (shape instanceof Shape.Items items) {
            walk(items.item(), path, visit);
        } else if (shape instanceof Shape.Named named) {
            walk(named.value(), path, visit);
        } else if (shape instanceof Shape.Either either) {
            either.of().forEach(one -> walk(one, path, visit));
        }
    }

    /** By how they are written. */
    private static Map<String, Node> values() {
        Map<String, Node> values = new LinkedHashMap<>();
        Stream.of("good", "mistakes/plan", "mistakes/host", "hosts", "accept", "agree")
                .flatMap(folder -> Golden.files(folder).stream())
                .map(Golden::text)
                .flatMap(text -> YamlText.read(text, new Problems(new Source("x", text))).stream())
                .forEach(root -> collect(root, values));
        for (String more : MORE) {
            String text = "value: " + more;
            YamlText.read(text, new Problems(new Source("x", text))).ifPresent(root -> collect(root, values));
        }
        return values;
    }

    private static void collect(Node node, Map<String, Node> values) {
        Collection<Node> within = node instanceof Node.ListNode list
                ? list.items()
                : node instanceof Node.MappingNode mapping
                        ? mapping.entries().stream().map(Node.Entry::value).toList()
                        : List.of();
        within.forEach(inner -> collect(inner, values));
        if (node instanceof Node.TextNode text && !text.text().contains("${") && !text.isUnread()) {
            values.putIfAbsent((text.plain() ? "" : "'") + text.text(), text);
        }
    }
}
