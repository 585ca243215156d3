package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.OnFailureGrammar;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.Group;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Step;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node;
import java.util.List;
import java.util.Optional;

/** {@code parallel}: steps that run side by side, and go back together. */
final class ParallelGrammar {

    static final List<String> MEMBERS =
            List.of("analyze", "reindex", "verify", "sql", "exec", "notify", "warm_up", "standby");

    private ParallelGrammar() {}

    /** Whether a kind may be a member; when not, it is said. */
    static boolean allows(StepKind kind, SourcePlace place, Reading reading) {
        if (MEMBERS.contains(kind.name())) {
            return true;
        }
        reading.report(
                Problem.error(GrammarErrors.NOT_IN_PARALLEL, place, "`" + kind.name() + "` cannot run beside others")
                        .withHelp("move it out of the group; members may be `" + String.join("`, `", MEMBERS) + "`"));
        return false;
    }

    /**
     * @param item the item of {@code steps} with its common fields
     * @param options behind {@code parallel}
     */
    static List<Step> read(Form item, Form options) {
        String id = item.stated("id", Names.ID.literal()).orElse(StepKinds.PARALLEL);
        Optional<List<String>> needs = item.stated("needs", Several.filledListOf(Names.ID.literal()));
        Optional<OnFailure> onFailure = item.statedBlock("on_failure").map(OnFailureGrammar::ofStep);
        String note = item.stated("note", Names.text(1000)).orElse("");
        for (String ofMembers : List.of("when", "timeout", "retry")) {
            item.advise(ofMembers, "write it at those members of the group that it is for");
        }
        int limit = options.required("limit", Quantities.integer(1, 64), 1, "limit: 2");
        Optional<Node> list = options.entry("steps", StepShapes::ofGroup).map(Node.Entry::value);
        if (list.isEmpty()) {
            options.missing("steps", "steps: [reindex, analyze]");
        }
        options.close();
        List<Step> members = list.map(node ->
                        StepsGrammar.read(node, item.reading(), options.path() + ".steps", StepsGrammar.Within.GROUP))
                .orElse(List.of());
        members.forEach(member -> failsAlone(item.reading(), member));
        Group group = new Group(
                id,
                limit,
                options.place(),
                item.path(),
                members.stream().map(Step::id).toList(),
                needs,
                onFailure,
                note);
        return members.stream().map(member -> member.within(group)).toList();
    }

    private static void failsAlone(Reading reading, Step member) {
        if (member.onFailure().isPresent()) {
            reading.report(Problem.error(
                            GrammarErrors.NOT_ALLOWED,
                            reading.places().of(member.path() + ".on_failure"),
                            "members of a group share one waypoint, so they fail together")
                    .withHelp("write `on_failure` beside `parallel`"));
        }
    }
}
