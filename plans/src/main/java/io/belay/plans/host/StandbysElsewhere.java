package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.Places;
import io.belay.plans.model.Reference;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A cluster is not its own standby. */
final class StandbysElsewhere implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3014, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            Cluster cluster = host.clusters().get(i);
            Reference itself = new Reference(host.name(), cluster.name());
            if (cluster.standbys().contains(itself)) {
                problems.add(Problem.error(
                                CODE,
                                places.of("clusters[" + i + "].standbys"),
                                "`" + itself + "` is named as a standby of itself")
                        .withHelp("name the standby as its own host's file does, for example `db2/" + cluster.name()
                                + "`"));
            }
        }
        return problems;
    }
}
