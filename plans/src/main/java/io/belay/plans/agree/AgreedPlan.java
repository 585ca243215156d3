package io.belay.plans.agree;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.SourcePlace;
import java.util.Optional;

/** A plan judged beside a host's file: each difference with both values and the lines of both. Stateless. */
public final class AgreedPlan {

    /** The plan states one thing, the host's file another. */
    public static final ErrorCode DIFFERS = new ErrorCode(1906, TEXT);

    static final ErrorCode NOT_ADMITTED = new ErrorCode(1905, TEXT);

    private AgreedPlan() {}

    /** @param read nothing is compared of a plan with errors, nor with a file that has some */
    public static ReadPlan compare(ReadPlan read, ReadHost hostFile) {
        Optional<HostConfiguration> host = hostFile.configuration();
        if (read.resolved().isEmpty() || read.plan().isEmpty() || host.isEmpty()) {
            return read;
        }
        UpgradePlan plan = read.plan().get();
        Problems judged = read.problems();
        for (Admitted.Refusal refusal : Admitted.refusals(read.resolved().get(), host.get())) {
            judged.add(Problem.error(NOT_ADMITTED, place(refusal.field(), plan), refusal.statement())
                    .withHelp(refusal.help()));
        }
        for (Difference difference : Agreement.compare(read.resolved().get(), host.get())) {
            judged.add(problem(
                    difference, plan.places(), hostFile.places(), host.get().name()));
        }
        return new ReadPlan(
                read.plan(), judged.hasErrors() ? Optional.empty() : read.resolved(), read.defaults(), judged);
    }

    private static SourcePlace place(String field, UpgradePlan plan) {
        if (!field.startsWith("steps.")) {
            return plan.places().of(field);
        }
        return plan.steps().stream()
                .filter(step -> field.equals("steps." + step.id()))
                .map(Step::place)
                .findFirst()
                .orElseGet(() -> plan.places().of("steps"));
    }

    private static Problem problem(Difference difference, Places plan, Places host, String name) {
        SourcePlace there = host.of(difference.hostField());
        String where = there.isWholeFile() ? there.file() : there.file() + ":" + there.line() + ":" + there.column();
        return Problem.error(
                        DIFFERS,
                        plan.of(difference.field()),
                        "`" + difference.field() + "` is `" + difference.stated() + "` here, and `"
                                + difference.configured() + "` on host `" + name + "`")
                .withLabel("`" + difference.hostField() + "` at " + where + " says `" + difference.configured() + "`")
                .withHelp("correct the one that is wrong, or leave `" + difference.field()
                        + "` out: the plan states it, the host decides it");
    }
}
