package io.belay.plans.agree;

import io.belay.plans.feature.Features;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a resolved plan says and a worker does not carry out: a field that its language does not have yet, or an option that none of
 * its classes brings. Whoever started the run has asked the same of another Belay, which may be newer. Stateless.
 */
public final class UnknownHere {

    private UnknownHere() {}

    /** @param carriedOut names out of {@link Features#ALL} */
    public static List<Problem> in(ResolvedPlan plan, Set<String> carriedOut) {
        ReadPlan read = PlanFile.read(HostPolicy.text(plan), plan.name(), Map.of());
        List<Problem> unknown = read.problems().sorted().stream()
                .filter(problem -> problem.code().equals(GrammarErrors.UNKNOWN_FIELD))
                .toList();
        return Stream.concat(unknown.stream(), Features.missing(read.uses(), carriedOut).stream())
                .toList();
    }
}
