package io.belay.plans.step;

import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Reading;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.List;
import java.util.Optional;

/** A step that Belay inserts and somebody wrote all the same: what brings it, and where. Stateless. */
final class WrittenInserted {

    private WrittenInserted() {}

    /** @param steps of the whole plan; empty where only a part of it is at hand */
    static void report(String word, SourcePlace place, List<Step> steps, Reading reading) {
        String see = steps.isEmpty() ? "PLAN" : place.file();
        reading.report(
                Problem.error(GrammarErrors.INSERTED_KIND, place, "`" + word + "` is inserted by Belay and not written")
                        .withHelp("delete the line; " + StepKinds.broughtBy(word) + " brings it"
                                + where(word, place, steps) + " (`belay explain " + see + "`)"));
    }

    private static String where(String word, SourcePlace place, List<Step> steps) {
        Optional<Step> promote =
                steps.stream().filter(step -> step.is(Role.PROMOTES)).findFirst();
        return switch (word) {
            case "rehearse_promote", "follow" ->
                promote.filter(step -> step.option("mode").equals("online"))
                        .map(step -> InsertedSteps.followsBehind(steps))
                        .filter(behind -> behind > 0)
                        .map(behind -> behind(steps.get(behind - 1), place))
                        .orElse("");
            case "prove_content" ->
                steps.stream()
                        .filter(step -> step.kind().equals("pg_upgrade"))
                        .findFirst()
                        .map(step -> behind(step, place))
                        .orElse("");
            default -> promote.map(step -> line(step, place)).orElse("");
        };
    }

    private static String behind(Step step, SourcePlace place) {
        return ", behind `" + step.id() + "`" + line(step, place);
    }

    /** Nothing for a step of an included file, whose lines are others. */
    private static String line(Step step, SourcePlace place) {
        return step.place().file().equals(place.file())
                ? " at line " + step.place().line()
                : "";
    }
}
