package io.belay.plans.problem;

import java.util.List;
import java.util.Map;

/**
 * Problems as workflow commands, one line each, which GitHub shows beside the lines of a change. Stateless.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 */
public final class ProblemAnnotations {

    private static final Map<String, String> IN_MESSAGE = Map.of("\r", "%0D", "\n", "%0A");
    private static final Map<String, String> IN_PROPERTY = Map.of("\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C");

    private ProblemAnnotations() {}

    public static String of(List<Problems> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach(file -> file.sorted().forEach(problem -> lines.append(of(problem))));
        return lines.toString();
    }

    private static String of(Problem problem) {
        SourcePlace place = problem.place();
        StringBuilder line = new StringBuilder("::").append(problem.severity().word());
        line.append(" file=").append(escaped(place.file(), IN_PROPERTY));
        if (!place.isWholeFile()) {
            // A range of columns is taken only within one line, as all of ours are; its end is the first column behind
            // it.
            line.append(",line=").append(place.line()).append(",endLine=").append(place.line());
            line.append(",col=").append(place.column()).append(",endColumn=").append(place.end());
        }
        line.append(",title=").append(escaped(problem.code().text(), IN_PROPERTY));
        return line.append("::")
                .append(escaped(message(problem), IN_MESSAGE))
                .append('\n')
                .toString();
    }

    private static String message(Problem problem) {
        StringBuilder message = new StringBuilder(problem.statement());
        if (!problem.label().isEmpty()) {
            message.append(" (").append(problem.label()).append(')');
        }
        problem.second()
                .ifPresent(second -> message.append("\nline ")
                        .append(second.place().line())
                        .append(second.label().isEmpty() ? "" : ": " + second.label()));
        if (!problem.help().isEmpty()) {
            message.append("\nhelp: ").append(problem.help());
        }
        return message.append("\nsee: belay explain ")
                .append(problem.code().text())
                .toString();
    }

    /** The percent sign first: it begins every other escape. */
    private static String escaped(String text, Map<String, String> signs) {
        String escaped = text.replace("%", "%25");
        for (Map.Entry<String, String> sign : signs.entrySet()) {
            escaped = escaped.replace(sign.getKey(), sign.getValue());
        }
        return escaped;
    }
}
