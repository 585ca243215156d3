package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Reference;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Standbys are built of those that the plan has. */
final class StandbyMembersKnown implements Rule {

    static final ErrorCode CODE = new ErrorCode(1612, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (plan.standbys().isEmpty() || !step.is(Role.BUILDS_STANDBYS)) {
                continue;
            }
            List<String> known =
                    plan.standbys().get().stream().map(Reference::toString).toList();
            List<String> members = Order.texts(step.with().path("members"));
            for (int i = 0; i < members.size(); i++) {
                if (!known.isEmpty() && !known.contains(members.get(i))) {
                    problems.add(unknown(plan, new Field(plan, step, "members[" + i + "]"), members.get(i), known));
                }
            }
            if (known.isEmpty()) {
                problems.add(Problem.error(CODE, step.place(), "there is no standby to build")
                        .withSecond(plan.places().of("standbys"), "none")
                        .withHelp("name them, or leave `standbys` out: then it is those that the host's file has"));
            }
        }
        return problems;
    }

    private static Problem unknown(UpgradePlan plan, Field field, String member, List<String> known) {
        return Problem.error(CODE, field.place(), "`" + member + "` is none of the plan's standbys")
                .withSecond(plan.places().of("standbys"), "these are")
                .withHelp(NearestName.of(member, known)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse("add it to `standbys`"));
    }
}
