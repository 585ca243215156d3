package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.problem.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What editors show of a field, for a person at a terminal. Immutable.
 *
 * @param kind of the file in which it stands; {@code a step} for fields of steps
 * @param path within the file or the step
 * @param text what it means, and what holds without it
 * @param values for each word that it takes, what it means
 * @param examples as one writes them
 */
public record FieldHelp(String kind, String path, String text, Map<String, String> values, List<String> examples) {

    public FieldHelp {
        examples = List.copyOf(examples);
    }

    /**
     * All fields of this path; one path may stand in several kinds of file.
     *
     * @param path {@code budget.hold}, {@code promote.mode}, {@code clusters[].connect}; brackets may be left out
     */
    public static List<FieldHelp> find(String path) {
        String wanted = plain(path.replaceFirst("^steps?(?:\\[[^\\]]*])?[.]", ""));
        List<FieldHelp> found = new ArrayList<>();
        each((kind, known, schema) -> {
            boolean same = plain(known).equals(wanted)
                    && found.stream()
                            .noneMatch(help ->
                                    help.kind().equals(kind) && help.path().equals(known));
            if (same) {
                found.add(of(kind, known, schema));
            }
        });
        return found;
    }

    /** All fields, each once, in the order of the files. */
    public static List<FieldHelp> all() {
        Map<String, FieldHelp> all = new LinkedHashMap<>();
        each((kind, path, schema) -> all.putIfAbsent(kind + ":" + path, of(kind, path, schema)));
        return List.copyOf(all.values());
    }

    /** All paths there are. */
    public static List<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        each((kind, path, schema) -> paths.add(path));
        return List.copyOf(paths);
    }

    /**
     * What may have been meant by a path that is none: fields of that name in other blocks, else those of almost that name. At most
     * three.
     */
    public static List<String> nearest(String path) {
        List<String> known = paths().stream().map(FieldHelp::plain).distinct().toList();
        List<String> same = ending(plain(path), known);
        if (!same.isEmpty()) {
            return same;
        }
        Set<String> names = known.stream().map(FieldHelp::name).collect(Collectors.toCollection(LinkedHashSet::new));
        return NearestName.of(plain(path), known)
                .map(List::of)
                .or(() -> NearestName.of(name(plain(path)), names).map(near -> ending(near, known)))
                .orElse(List.of());
    }

    private static List<String> ending(String name, List<String> known) {
        return known.stream()
                .filter(path -> path.equals(name) || path.endsWith("." + name))
                .limit(3)
                .toList();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private interface Each {
        void field(String kind, String path, ObjectNode schema);
    }

    private static void each(Each each) {
        FieldTexts texts = FieldTexts.packaged();
        for (FileSchema file : FileSchema.values()) {
            Schemas.of(file, texts, (path, text, schema) -> {
                int colon = path.indexOf(':');
                String section = colon < 0 ? file.kind() : path.substring(0, colon);
                String kind = section.equals("Step") ? "a step" : section.equals("Secret") ? "a secret" : section;
                each.field(kind, path.substring(colon + 1), schema);
            });
        }
    }

    private static String plain(String path) {
        return path.replaceAll("\\[[^\\]]*]", "");
    }

    private static FieldHelp of(String kind, String path, ObjectNode schema) {
        Map<String, String> values = new LinkedHashMap<>();
        words(schema, values);
        List<String> examples = new ArrayList<>();
        schema.path("examples").forEach(example -> examples.add(FlowYaml.text(example)));
        String text = schema.path("markdownDescription")
                .asText(schema.path("description").asText());
        return new FieldHelp(kind, path, text, values, examples);
    }

    private static void words(JsonNode schema, Map<String, String> values) {
        JsonNode said = schema.path("markdownEnumDescriptions");
        int index = 0;
        for (JsonNode word : schema.path("enum")) {
            values.put(word.asText(), said.path(index++).asText());
        }
        schema.path("anyOf").forEach(one -> words(one, values));
        words(schema, "items", values);
    }

    private static void words(JsonNode schema, String below, Map<String, String> values) {
        if (schema.has(below)) {
            words(schema.get(below), values);
        }
    }
}
