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
        if (!field.startsWith(Admitted.STEP)) {
            return plan.places().of(field);
        }
        int colon = field.indexOf(Admitted.AT);
        String id = field.substring(Admitted.STEP.length(), colon < 0 ? field.length() : colon);
        String option = colon < 0 ? "" : field.substring(colon);
        return plan.steps().stream()
                .filter(step -> step.id().equals(id))
                .map(step -> place(step, option.replace(Admitted.AT, "."), plan.places()))
                .findFirst()
                .orElseGet(() -> plan.places().of("steps"));
    }

    private static SourcePlace place(Step step, String option, Places places) {
        String path = step.path() + "." + step.kind() + option;
        return !option.isEmpty() && places.has(path) ? places.of(path) : step.place();
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
