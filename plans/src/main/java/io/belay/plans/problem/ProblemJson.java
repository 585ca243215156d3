package io.belay.plans.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The same fields as {@link ProblemRenderer}, for programs. All problems are in it; source lines are not. Stateless. */
public final class ProblemJson {

    private ProblemJson() {}

    /** The problems of one file. */
    public static ObjectNode of(Problems problems) {
        ObjectNode root = of(List.of(problems));
        root.put("file", problems.source().name());
        return root;
    }

    /**
     * {@code {"format_version":"1.1","kind":"problems","errors":n,"warnings":n,"files":[...],"problems":[...]}}: the problems of
     * all files in one list, each with its file.
     */
    public static ObjectNode of(List<Problems> files) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", "1.1");
        root.put("kind", "problems");
        root.put("errors", files.stream().mapToInt(Problems::errors).sum());
        root.put("warnings", files.stream().mapToInt(Problems::warnings).sum());
        ArrayNode names = root.putArray("files");
        ArrayNode list = root.putArray("problems");
        for (Problems file : files) {
            names.addObject()
                    .put("file", file.source().name())
                    .put("valid", !file.hasErrors())
                    .put("errors", file.errors())
                    .put("warnings", file.warnings());
            file.sorted().forEach(problem -> list.add(of(problem)));
        }
        return root;
    }

    private static ObjectNode of(Problem problem) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", problem.code().text());
        node.put("severity", problem.severity().word());
        node.put("statement", problem.statement());
        place(node, problem.place(), problem.label());
        problem.second().ifPresent(second -> place(node.putObject("second"), second.place(), second.label()));
        node.put("help", problem.help());
        node.put("see", "belay explain " + problem.code().text());
        return node;
    }

    private static void place(ObjectNode node, SourcePlace place, String label) {
        node.put("file", place.file());
        if (!place.isWholeFile()) {
            node.put("line", place.line());
            node.put("column", place.column());
            node.put("end_line", place.line());
            node.put("end_column", place.end());
        }
        if (!label.isEmpty()) {
            node.put("label", label);
        }
    }
}
