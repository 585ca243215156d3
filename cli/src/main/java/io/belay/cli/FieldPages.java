package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.schema.FieldHelp;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code belay explain budget.hold} prints: the words that editors show of a field. Stateless. */
final class FieldPages {

    /** Names of fields, joined by dots. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z_0-9\\[\\].<>]*");

    private FieldPages() {}

    /** Empty when there is no such field. */
    static String text(String path, Console console) {
        List<FieldHelp> fields = FieldHelp.find(path);
        StringBuilder page = new StringBuilder();
        for (FieldHelp field : fields) {
            page.append(page.isEmpty() ? "" : "\n");
            page.append(console.palette().strong(field.path()))
                    .append("  (")
                    .append(field.kind())
                    .append(")\n");
            page.append("  ")
                    .append(Fold.at(field.text(), console.width() - 2, "  "))
                    .append('\n');
            int width = field.values().keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            field.values().forEach((word, meaning) -> {
                String indent = " ".repeat(width + 6);
                String name = "    " + word + " ".repeat(width - word.length()) + "  ";
                page.append(name)
                        .append(Fold.at(meaning, console.width() - width - 6, indent))
                        .append('\n');
            });
            field.examples()
                    .forEach(example ->
                            page.append("  for example  ").append(example).append('\n'));
        }
        return page.toString();
    }

    /** The same for programs. */
    static Optional<ObjectNode> json(String path) {
        List<FieldHelp> fields = FieldHelp.find(path);
        ObjectNode document = Json.document("fields");
        var array = document.putArray("fields");
        for (FieldHelp field : fields) {
            ObjectNode node = array.addObject();
            node.put("in", field.kind()).put("path", field.path()).put("text", field.text());
            ObjectNode values = node.putObject("values");
            field.values().forEach(values::put);
            field.examples().forEach(node.putArray("examples")::add);
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(document);
    }

    /** {@code ; did you mean `budget.hold`?}, or nothing. */
    static String suggestion(String path) {
        List<String> near = FieldHelp.nearest(path);
        return near.isEmpty() ? "" : "; did you mean `" + String.join("`, `", near) + "`?";
    }

    /** Whether this is meant as a field: it looks like one, and no file has this name. */
    static boolean isField(String subject, Console console) {
        boolean named = subject.endsWith(".yaml") || subject.endsWith(".yml") || subject.endsWith(".json");
        return !named
                && PATH.matcher(subject).matches()
                && !Files.exists(console.workingFolder().resolve(subject));
    }
}
