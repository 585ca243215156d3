package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Reading;
import io.belay.plans.model.Group;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Steps that no author writes, with the defaults of their kinds. */
public final class InsertedSteps {

    private InsertedSteps() {}

    /** Ids that are taken. */
    public static Set<String> ids(List<Step> steps) {
        Set<String> ids = new HashSet<>();
        for (Step step : steps) {
            ids.add(step.id());
            step.group().map(Group::id).ifPresent(ids::add);
        }
        return ids;
    }

    /**
     * Where rows begin to follow: verification comes before, for the twin is frozen; gates may take days, so they come behind.
     *
     * @param steps with a promotion among them
     * @return how many of them stand before; 0 when none of them makes, changes or proves a candidate
     */
    public static int followsBehind(List<Step> steps) {
        int place = 0;
        for (int i = 0; i < steps.size() && !steps.get(i).is(Role.PROMOTES); i++) {
            Step step = steps.get(i);
            boolean works =
                    step.is(Role.CHANGES_CANDIDATE) || step.is(Role.PROVES_CANDIDATE) || step.is(Role.MAKES_CANDIDATE);
            place = works ? i + 1 : place;
        }
        return place;
    }

    /** In each rehearsal, whenever the promotion itself takes place. */
    public static Step rehearsePromote(Step broughtBy, Set<String> taken) {
        return make(new RehearsePromoteStep.Kind(), broughtBy, taken);
    }

    /** In the same runs as what brings it. */
    public static Step follow(Step broughtBy, Set<String> taken) {
        return make(new FollowStep.Kind(), broughtBy, taken).in(broughtBy.when());
    }

    /** In the same runs as what brings it. */
    public static Step warmUp(Step broughtBy, Set<String> taken) {
        return make(new WarmUpStep.Kind(), broughtBy, taken).in(broughtBy.when());
    }

    private static Step make(StepKind kind, Step broughtBy, Set<String> taken) {
        // Nothing is read, so nothing can be wrong; the form only writes the defaults out.
        Reading nowhere = new Reading("", new Problems(new Source("", "")));
        Form empty = Form.empty(nowhere, "", broughtBy.place());
        Step step = CommonFields.read(empty, kind, broughtBy.place(), Form.empty(nowhere, "", broughtBy.place()));
        String id = taken.contains(step.id()) ? "belay-" + step.id() : step.id();
        return step.named(id, step.needs(), step.onFailure());
    }
}
