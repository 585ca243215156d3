package io.belay.plans.file;

import io.belay.plans.grammar.PlanFolder;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of the language, opened for a reader of another room.
 *
 * @param text empty when it could not be read; the problems say why
 * @param folder in which the files lie that it names
 */
public record OpenFile(Optional<String> text, PlanFolder folder, Problems problems) {

    public static OpenFile of(Path file) {
        TextFile.Result result = TextFile.read(file);
        return new OpenFile(result.text(), new FolderOnDisk(file), result.problems());
    }
}
