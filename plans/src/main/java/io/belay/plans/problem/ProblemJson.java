package io.belay.plans.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The same fields as {@link ProblemRenderer}, for programs. All problems are in it; source lines are not. Stateless. */
public final class ProblemJson {

    private ProblemJson() {}

    /** {@code {"format_version":"1.0","file":...,"errors":n,"warnings":n,"problems":[...]}}. */
    public static ObjectNode of(Problems problems) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", "1.0");
        root.put("file", problems.source().name());
        root.put("errors", problems.errors());
        root.put("warnings", problems.warnings());
        ArrayNode list = root.putArray("problems");
        problems.sorted().forEach(problem -> list.add(of(problem)));
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
            node.put("end_column", place.end());
        }
        if (!label.isEmpty()) {
            node.put("label", label);
        }
    }
}
