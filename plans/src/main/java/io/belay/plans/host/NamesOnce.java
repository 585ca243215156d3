package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Channel;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.Places;
import io.belay.plans.model.Replica;
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
        twice("poolers", host.poolers().stream().map(HostPooler::name).toList(), places, problems);
        twice("replicas", host.replicas().stream().map(Replica::name).toList(), places, problems);
        twice("programs", host.programs().stream().map(HostProgram::name).toList(), places, problems);
        twice("channels", host.channels().stream().map(Channel::name).toList(), places, problems);
        clusterAndReplica(host, places, problems);
        return problems;
    }

    /** Both are what a reference may mean. */
    private static void clusterAndReplica(HostConfiguration host, Places places, List<Problem> problems) {
        for (int i = 0; i < host.replicas().size(); i++) {
            String name = host.replicas().get(i).name();
            if (host.cluster(name).isPresent() && !name.isEmpty()) {
                problems.add(Problem.error(
                                CODE,
                                places.of("replicas[" + i + "].name"),
                                "a cluster and a replica are both named `" + name + "`")
                        .withHelp("write for example `name: " + name + "-replica`; plans refer to it"));
            }
        }
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
