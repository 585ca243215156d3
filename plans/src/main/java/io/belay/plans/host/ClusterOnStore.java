package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A cluster lies on storage that makes snapshots. */
final class ClusterOnStore implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3004, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            Cluster cluster = host.clusters().get(i);
            // The root stands in for a path that could not be read.
            boolean read = cluster.dataDirectory().getNameCount() > 0;
            if (read && host.storeOf(cluster.dataDirectory()).isEmpty()) {
                problems.add(Problem.error(
                                CODE,
                                places.of("clusters[" + i + "].data_directory"),
                                "no storage of this file holds `" + cluster.dataDirectory() + "`")
                        .withHelp("write `storage: [{path: MOUNT_POINT, driver: auto, work: MOUNT_POINT/.belay}]`"));
            }
        }
        return problems;
    }
}
