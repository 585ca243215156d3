package io.belay.plans.fleet;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Reference;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster is upgraded once. */
final class ClusterInOneWave implements FleetRule {

    static final ErrorCode CODE = new ErrorCode(1951, TEXT);

    @Override
    public List<Problem> check(FleetPlan fleet) {
        List<Problem> problems = new ArrayList<>();
        Map<Reference, Wave.Member> first = new LinkedHashMap<>();
        for (Wave.Member member : fleet.members()) {
            Wave.Member earlier = first.putIfAbsent(member.cluster(), member);
            if (earlier != null) {
                problems.add(Problem.error(
                                CODE, member.place(), "`" + member.cluster() + "` stands in two places of this fleet")
                        .withLabel("again here")
                        .withSecond(earlier.place(), "first here")
                        .withHelp("delete one of them"));
            }
        }
        return problems;
    }
}
