package io.belay.plans.schema;

import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.ReadErrors;
import io.belay.plans.read.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The words for all fields, from {@code fields.yaml}: by section, then by path. A path that begins with {@code *.} stands for
 * every field whose path ends so; what is more exact goes first. Immutable.
 */
final class FieldTexts {

    private static final String ANYWHERE = "*.";

    private final Map<String, Map<String, FieldText>> sections;

    private FieldTexts(Map<String, Map<String, FieldText>> sections) {
        this.sections = sections;
    }

    static FieldTexts packaged() {
        try (InputStream file = FieldTexts.class.getResourceAsStream("fields.yaml")) {
            if (file == null) {
                throw new IllegalStateException("fields.yaml is not packaged");
            }
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FieldTexts of(String yaml) {
        Problems problems = new Problems(new Source("fields.yaml", yaml));
        Node root = YamlText.read(yaml, problems).orElseThrow(() -> broken(problems));
        // Words about a password are taken for one.
        if (problems.sorted().stream().anyMatch(problem -> !problem.code().equals(ReadErrors.SECRET_IN_TEXT))) {
            throw broken(problems);
        }
        Map<String, Map<String, FieldText>> sections = new LinkedHashMap<>();
        for (Entry section : mapping(root).entries()) {
            Map<String, FieldText> texts = new LinkedHashMap<>();
            for (Entry field : mapping(section.value()).entries()) {
                texts.put(field.key(), text(section.key() + ": " + field.key(), field.value()));
            }
            sections.put(section.key(), texts);
        }
        return new FieldTexts(sections);
    }

    /** All of them, by section and path. */
    Map<String, Map<String, FieldText>> all() {
        return sections;
    }

    /** @param path from the section on, {@code budget.hold} */
    Optional<FieldText> find(String section, String path) {
        Map<String, FieldText> texts = sections.getOrDefault(section, Map.of());
        FieldText found = texts.get(path);
        String rest = path;
        while (found == null && !rest.isEmpty()) {
            found = texts.get(ANYWHERE + rest);
            rest = rest.substring(rest.contains(".") ? rest.indexOf('.') + 1 : rest.length());
        }
        return Optional.ofNullable(found);
    }

    private static FieldText text(String key, Node node) {
        if (node instanceof TextNode text) {
            return new FieldText(key, text.text(), Optional.empty(), Optional.empty(), List.of(), Map.of());
        }
        MappingNode mapping = mapping(node);
        return new FieldText(
                key,
                mapping.find("text").map(entry -> single(entry.value())).orElseThrow(),
                mapping.find("left_out").map(entry -> single(entry.value())),
                mapping.find("default").map(entry -> single(entry.value())),
                mapping.find("examples")
                        .map(entry -> ((ListNode) entry.value()).items())
                        .orElse(List.of()),
                mapping.find("values")
                        .map(entry -> mapping(entry.value()).entries().stream()
                                .collect(Collectors.toMap(Entry::key, value -> single(value.value()))))
                        .orElse(Map.of()));
    }

    private static String single(Node node) {
        return ((TextNode) node).text().strip();
    }

    private static MappingNode mapping(Node node) {
        return (MappingNode) node;
    }

    private static IllegalStateException broken(Problems problems) {
        return new IllegalStateException("fields.yaml: " + problems.sorted());
    }
}
