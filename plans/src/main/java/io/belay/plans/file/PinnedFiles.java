package io.belay.plans.file;

import io.belay.plans.format.Pins;
import io.belay.plans.grammar.Unreadable;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.step.FileType;
import java.nio.file.Path;
import java.util.Optional;

/** Hashes of the files beside a plan, as they are now: whatever a plan may not name, or cannot read, is not pinned either. For one plan. */
public final class PinnedFiles implements Pins {

    private final FolderOnDisk folder;
    private final Problems problems;

    public PinnedFiles(Path plan, Problems problems) {
        this.folder = new FolderOnDisk(plan);
        this.problems = problems;
    }

    @Override
    public Optional<String> hash(String file, SourcePlace place) {
        try {
            return Optional.of(folder.read(FileType.requirePlain(file)).sha256());
        } catch (Unreadable e) {
            problems.add(Problem.error(e.code(), place, e.statement())
                    .withLabel(e.label())
                    .withHelp(e.help()));
            return Optional.empty();
        }
    }
}
