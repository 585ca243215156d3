package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Pooler;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reference means one thing. */
final class NamesOnce implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3002, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        twice("clusters", host.clusters().stream().map(Cluster::name).toList(), places, problems);
        twice("poolers", host.poolers().stream().map(Pooler::name).toList(), places, problems);
        return problems;
    }

    private static void twice(String block, List<String> names, Places places, List<Problem> problems) {
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Integer earlier = first.putIfAbsent(name, i);
            if (earlier != null && !name.isEmpty()) {
                problems.add(Problem.error(
                                CODE,
                                places.of(block + "[" + i + "].name"),
                                "two of `" + block + "` are named `" + name + "`")
                        .withLabel("again here")
                        .withSecond(places.of(block + "[" + earlier + "].name"), "first here")
                        .withHelp("give one of them another name; plans refer to it"));
            }
        }
    }
}
