package io.belay.plans.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.belay.plans.Golden;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.StepListFile;
import io.belay.plans.fleet.FleetFile;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Grammar and schema say the same of every file that the tests have, as far as a schema can say it. */
class SchemaAgreementTest {

    /** Mistakes of shape: the schema refuses these files too. */
    private static final Set<String> OF_SHAPE = Set.of(
            "1008", "1101", "1102", "1103", "1104", "1105", "1106", "1108", "1109", "1111", "1201", "1202", "1203",
            "1204", "1205", "1206", "1207", "1208", "1209", "1210", "1211", "1212", "1305", "1404", "1513", "1902");

    /**
     * What no schema can say: how the file is spelled (10xx), what an input is and what it is now (13xx), what steps mean to each
     * other (14xx to 18xx), what a host has and allows (19xx, 30xx), and who carries a thing out (1110). These are left to
     * `belay validate`, and so are the files of {@link #ONLY_READ}.
     */
    private static final Set<String> BEYOND_SCHEMAS = Set.of(
            "1001", "1002", "1003", "1004", "1005", "1006", "1007", "1009", "1010", "1107", "1110", "1112", "1301",
            "1302", "1303", "1304", "1306", "1401", "1402", "1403", "1405", "1406", "1407", "1408", "1409", "1410",
            "1501", "1502", "1503", "1504", "1505", "1506", "1507", "1508", "1509", "1510", "1511", "1512", "1514",
            "1515", "1516", "1517", "1518", "1519", "1520", "1521", "1522", "1523", "1524", "1525", "1526", "1527",
            "1528", "1529", "1530", "1601", "1602", "1603", "1604", "1605", "1606", "1607", "1608", "1610", "1612",
            "1616", "1617", "1618", "1619", "1620", "1621", "1622", "1650", "1701", "1702", "1703", "1705", "1706",
            "1707", "1708", "1709", "1710", "1801", "1802", "1803", "1804", "1805", "1806", "1807", "1904", "1905",
            "1906", "1920", "1921", "1922", "1951", "1952", "1953", "1954", "1955", "1956", "1957", "1958", "3001",
            "3002", "3003", "3004", "3005", "3006", "3007", "3008", "3009", "3010", "3011", "3012", "3013", "3014");

    /** Files whose mistake has a code of shape, and yet is none that a schema knows. */
    private static final Map<String, String> ONLY_READ = Map.of(
            "1109-not-first.yaml", "JSON knows no order of fields",
            "1303-value-of-an-input.yaml", "the wrong value comes from an input");

    private static final Map<Draft, Map<FileSchema, JsonSchema>> READ = new EnumMap<>(Draft.class);

    @ParameterizedTest
    @EnumSource
    void every_good_file_is_right_by_the_schema(Draft draft) {
        List<String> wrong = new ArrayList<>();
        good().forEach(file -> {
            List<String> messages = messages(draft, file);
            if (!messages.isEmpty()) {
                wrong.add(file + ": " + messages);
            }
        });
        assertThat(good().count()).isGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_mistake_of_shape_is_one_by_the_schema_too(Draft draft) {
        List<String> accepted = new ArrayList<>();
        mistakes().forEach(file -> {
            boolean only = ONLY_READ.containsKey(file.getFileName().toString());
            if (!only
                    && codes(file).stream().anyMatch(OF_SHAPE::contains)
                    && messages(draft, file).isEmpty()) {
                accepted.add(file.getFileName() + " " + codes(file));
            }
        });
        assertThat(accepted).as("refused by the grammar, right by the schema").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_listed_as_beyond_schemas_really_is(Draft draft) {
        List<String> refused = new ArrayList<>();
        mistakes().filter(file -> node(file).isPresent()).forEach(file -> {
            boolean beyond = BEYOND_SCHEMAS.containsAll(codes(file))
                    || ONLY_READ.containsKey(file.getFileName().toString());
            // An invisible letter, or one of another script, may happen to make a wrong name.
            boolean spelled = codes(file).stream().anyMatch(code -> code.startsWith("10"));
            if (beyond && !spelled && !messages(draft, file).isEmpty()) {
                refused.add(file.getFileName() + " " + messages(draft, file));
            }
        });
        assertThat(refused).as("move the code to the mistakes of shape").isEmpty();
    }

    @Test
    void every_code_that_a_mistake_shows_is_listed() {
        Set<String> unlisted = new TreeSet<>();
        mistakes().forEach(file -> unlisted.addAll(codes(file)));
        unlisted.removeAll(OF_SHAPE);
        unlisted.removeAll(BEYOND_SCHEMAS);
        unlisted.remove("1901");

        assertThat(OF_SHAPE).doesNotContainAnyElementsOf(BEYOND_SCHEMAS);
        assertThat(unlisted).as("say whether a schema can see it").isEmpty();
    }

    @Test
    void a_password_in_clear_is_refused_by_the_schema_where_a_secret_belongs() {
        String host = Golden.text(Golden.files("hosts").get(0));
        assertThat(host).contains("password:");
        String clear = host.replaceFirst("password: \\{[^}]*}", "password: hunter2");

        assertThat(messages(Draft.DRAFT_07, FileSchema.HOST_CONFIGURATION, clear))
                .isNotEmpty();
    }

    private static Stream<Path> good() {
        return Stream.of(
                        Golden.files("good").stream(),
                        Golden.files("accept").stream(),
                        Golden.files("agree").stream(),
                        Golden.files("hosts").stream(),
                        Golden.files("files").stream(),
                        Golden.files("files/common").stream(),
                        Golden.files("fleet").stream(),
                        library())
                .flatMap(files -> files);
    }

    private static Stream<Path> library() {
        try (Stream<Path> files = Files.walk(Path.of("library"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> mistakes() {
        return Stream.of("mistakes/plan", "mistakes/host", "mistakes/fleet", "files/mistakes", "files/lists")
                .flatMap(folder -> Golden.files(folder).stream());
    }

    private static Set<String> codes(Path file) {
        String text = Golden.text(file);
        Problems problems = switch (expected(file)) {
            case HOST_CONFIGURATION -> HostFile.read(text, file.toString()).problems();
            case FLEET_PLAN -> FleetFile.read(file).problems();
            case STEP_LIST -> StepListFile.check(text, file.toString());
            default -> PlanFile.read(text, file.toString(), Map.of()).problems();
        };
        String name = file.getFileName().toString();
        // A plan is not judged by its schema for what is wrong in a file that it names.
        return problems.sorted().stream()
                .filter(problem -> problem.place().file().endsWith(name))
                .map(problem -> problem.code().text().substring("BLY-".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Nothing is said of a file that is no YAML: an editor has no schema for it either. */
    private static List<String> messages(Draft draft, Path file) {
        return node(file).map(json -> messages(draft, expected(file), json)).orElse(List.of("no fields"));
    }

    private static List<String> messages(Draft draft, FileSchema kind, String text) {
        Problems problems = new Problems(new Source("host.yaml", text));
        return messages(
                draft, kind, EditorYaml.json(YamlText.read(text, problems).orElseThrow()));
    }

    private static List<String> messages(Draft draft, FileSchema kind, JsonNode json) {
        JsonSchema schema = READ.computeIfAbsent(draft, read -> new EnumMap<>(FileSchema.class))
                .computeIfAbsent(kind, file -> draft.read(Schemas.of(file)));
        return schema.validate(json).stream().map(Object::toString).toList();
    }

    private static Optional<JsonNode> node(Path file) {
        Problems problems = new Problems(new Source(file.toString(), Golden.text(file)));
        return YamlText.read(Golden.text(file), problems)
                .filter(Node.MappingNode.class::isInstance)
                .map(EditorYaml::json);
    }

    /** What the folder, or the file itself, says that it is. */
    private static FileSchema expected(Path file) {
        if (file.toString().contains("mistakes/host") || file.toString().contains("hosts/")) {
            return FileSchema.HOST_CONFIGURATION;
        }
        if (file.toString().contains("mistakes/fleet")) {
            return FileSchema.FLEET_PLAN;
        }
        if (file.toString().contains("mistakes/plan")) {
            return FileSchema.UPGRADE_PLAN;
        }
        String kind = node(file).map(json -> json.path("kind").asText()).orElse("");
        return Stream.of(FileSchema.values())
                .filter(schema -> schema.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
