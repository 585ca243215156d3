package io.belay.plans.file;

import io.belay.plans.check.Rules;
import io.belay.plans.grammar.Given;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.StepListGrammar;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.YamlText;
import io.belay.plans.step.StepsGrammar;
import java.nio.file.Path;

/** Looks at a {@code StepList} by itself: its words, and what can be judged of its order without the plan around it. Stateless. */
public final class StepListFile {

    private StepListFile() {}

    /** @return what is wrong with it, also for a file that is missing */
    public static Problems check(Path file) {
        TextFile.Result result = TextFile.read(file);
        result.text().ifPresent(text -> check(text, new FolderOnDisk(file), result.problems()));
        return result.problems();
    }

    /** @param name of the file, for messages; files that the list names are looked for beside it */
    public static Problems check(String text, String name) {
        Problems problems = new Problems(new Source(name, text));
        check(text, new FolderOnDisk(Path.of(name)), problems);
        return problems;
    }

    private static void check(String text, FolderOnDisk folder, Problems problems) {
        Reading reading = new Reading("the step list", problems, folder);
        YamlText.read(text, problems)
                .flatMap(root -> StepListGrammar.read(root, Given.nothingYet(), reading, StepsGrammar::readList))
                .ifPresent(list -> Rules.ofSteps(list.steps(), reading.places()).forEach(problems::add));
    }
}
