package io.belay.plans.file;

import io.belay.plans.grammar.Reading;
import io.belay.plans.problem.Problems;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.YamlText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file with values of inputs: one mapping of names to values, each read by the type that the plan declares. Stateless. */
public final class InputFile {

    /**
     * @param values by name, in the order of the file
     * @param problems why some could not be read
     */
    public record Result(Map<String, String> values, Problems problems) {}

    private InputFile() {}

    public static Result read(Path file) {
        TextFile.Result result = TextFile.read(file);
        Map<String, String> values = new LinkedHashMap<>();
        result.text()
                .flatMap(text -> YamlText.read(text, result.problems()))
                .ifPresent(root -> values(root, new Reading("the file of inputs", result.problems()), values));
        return new Result(values, result.problems());
    }

    private static void values(Node root, Reading reading, Map<String, String> values) {
        if (!(root instanceof MappingNode mapping)) {
            reading.wrongShape(root, "a file of inputs", "fields");
            return;
        }
        for (Entry entry : mapping.entries()) {
            if (entry.value() instanceof TextNode text && !text.isEmpty()) {
                values.put(entry.key(), text.text());
            } else {
                reading.wrongShape(entry.value(), entry.key(), "a value");
            }
        }
    }
}
