package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps that run side by side neither prove nor change what another of them changes. */
final class MembersDoNotMeet implements Rule {

    static final ErrorCode CODE = new ErrorCode(1526, TEXT);

    /** Of one member: with thousands of pairs nobody reads more. */
    private static final int AT_MOST = 3;

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step other = steps.get(i);
            if (other.group().isPresent()) {
                steps.subList(0, i).stream()
                        .filter(one -> one.group().equals(other.group()))
                        .flatMap(one -> meet(one, other).stream())
                        .limit(AT_MOST)
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> meet(Step one, Step other) {
        if (one.is(Role.CHANGES_CANDIDATE) && other.is(Role.CHANGES_CANDIDATE)) {
            boolean own = one.is(Role.RUNS_OWN_CHANGES) || other.is(Role.RUNS_OWN_CHANGES);
            boolean ordered = other.needs().orElse(List.of()).contains(one.id());
            return own && !ordered && shareDatabases(one, other) ? Optional.of(together(one, other)) : Optional.empty();
        }
        if (one.is(Role.CHANGES_CANDIDATE) && other.is(Role.PROVES_CANDIDATE)) {
            return Optional.of(unproven(other, one));
        }
        return one.is(Role.PROVES_CANDIDATE) && other.is(Role.CHANGES_CANDIDATE)
                ? Optional.of(unproven(one, other))
                : Optional.empty();
    }

    private static boolean shareDatabases(Step one, Step other) {
        List<String> these = Order.texts(one.with().path("databases"));
        List<String> those = Order.texts(other.with().path("databases"));
        // An empty list is a word: all of them.
        return these.isEmpty() || those.isEmpty() || these.stream().anyMatch(those::contains);
    }

    private static Problem together(Step one, Step other) {
        return Problem.error(
                        CODE,
                        other.place(),
                        "`" + one.id() + "` and `" + other.id() + "` change the same databases at once, in no order")
                .withSecond(one.place(), "beside this one")
                .withHelp("write `needs: [" + one.id() + "]` at `" + other.id() + "`, or move it out of the group");
    }

    private static Problem unproven(Step proof, Step change) {
        return Problem.error(
                        CODE,
                        proof.place(),
                        "`" + proof.id() + "` proves the candidate while `" + change.id() + "` changes it")
                .withSecond(change.place(), "changed here at the same time")
                .withHelp("move `" + proof.id() + "` out of the group, below it");
    }
}
