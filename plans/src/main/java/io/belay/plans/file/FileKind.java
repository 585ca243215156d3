package io.belay.plans.file;

import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.RootField;
import io.belay.plans.read.YamlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which kind of file one is, by what stands behind its {@code kind}. Stateless. */
public final class FileKind {

    private static final String KIND = "kind";

    private FileKind() {}

    /**
     * Empty when the file cannot be read, or does not say. Its problems are said by whoever reads it. A pipe can be read once only, and
     * that is for them.
     */
    public static Optional<String> of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return TextFile.read(file).text().flatMap(text -> of(text, file.toString()));
    }

    /** @param name of the file */
    static Optional<String> of(String text, String name) {
        return RootField.find(text, KIND).or(() -> inWhole(text, name));
    }

    /** With tabs read as blanks, and whatever else is said of the file later. */
    private static Optional<String> inWhole(String text, String name) {
        Optional<Node> root = YamlText.read(text, new Problems(new Source(name, text)));
        return root.filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .flatMap(mapping -> mapping.find(KIND))
                .filter(entry -> entry.value() instanceof TextNode)
                .map(entry -> ((TextNode) entry.value()).text());
    }
}
