package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.Places;
import io.belay.plans.model.Reference;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A pooler of this host that a cluster names is described. */
final class PoolersKnown implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3003, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        List<String> known = host.poolers().stream().map(HostPooler::name).toList();
        for (int i = 0; i < host.clusters().size(); i++) {
            for (Reference pooler : host.clusters().get(i).poolers()) {
                if (pooler.host().equals(host.name()) && !known.contains(pooler.name())) {
                    problems.add(Problem.error(
                                    CODE,
                                    places.of("clusters[" + i + "].poolers"),
                                    "this host describes no pooler `" + pooler.name() + "`")
                            .withHelp(NearestName.of(pooler.name(), known)
                                    .map(near -> "did you mean `" + host.name() + "/" + near + "`?")
                                    .orElse("describe it under `poolers`: `- {name: " + pooler.name()
                                            + ", pgbouncer: {...}}`")));
                }
            }
        }
        return problems;
    }
}
