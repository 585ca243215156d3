package io.belay.plans.step;

import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Reading;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.step.StepsGrammar.Within;
import java.util.Optional;

/** The word that says which kind a step is, and what is said of one that says nothing. Stateless. */
final class KindWord {

    private KindWord() {}

    static boolean isKnown(String word) {
        return StepKinds.words().contains(word) || StepKinds.isInserted(word);
    }

    /** A mistyped kind is read as the one that was probably meant, so that the order can be judged all the same. */
    static Optional<StepKind> find(String word, SourcePlace place, Reading reading) {
        Optional<StepKind> kind = StepKinds.written(word);
        return kind.isPresent() ? kind : notAKind(word, place, reading).flatMap(StepKinds::written);
    }

    private static Optional<String> notAKind(String word, SourcePlace place, Reading reading) {
        if (word.contains("${")) {
            reading.report(
                    Problem.error(GrammarErrors.INPUT_OUT_OF_PLACE, place, "no input may stand for a step's kind")
                            .withHelp("write the kind itself"));
            return Optional.empty();
        }
        Optional<String> near = NearestName.of(word, StepKinds.words());
        reading.report(Problem.error(GrammarErrors.UNKNOWN_KIND, place, "there is no step `" + word + "`")
                .withHelp(near.map(name -> "did you mean `" + name + "`?")
                        .orElse("steps are `" + String.join("`, `", StepKinds.words()) + "`")));
        return near;
    }

    /** {@code parallel} or {@code include} where neither may be. */
    static void outOfPlace(String word, SourcePlace place, Within within, Reading reading) {
        if (within == Within.GROUP) {
            reading.report(
                    Problem.error(GrammarErrors.NOT_IN_PARALLEL, place, "`" + word + "` cannot stand within `parallel`")
                            .withHelp("move it out of the group"));
            return;
        }
        reading.report(Problem.error(GrammarErrors.INCLUDE_IN_INCLUDE, place, "a step list cannot include another one")
                .withHelp("include both in the plan, or write the steps here"));
    }
}
