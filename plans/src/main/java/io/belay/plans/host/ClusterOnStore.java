package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster lies on storage that makes snapshots. */
final class ClusterOnStore implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3004, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            problem(host, host.clusters().get(i).dataDirectory(), "clusters[" + i + "]", places)
                    .ifPresent(problems::add);
        }
        for (int i = 0; i < host.replicas().size(); i++) {
            problem(host, host.replicas().get(i).dataDirectory(), "replicas[" + i + "]", places)
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> problem(HostConfiguration host, Path data, String path, Places places) {
        // The root stands in for a path that could not be read.
        boolean read = data.getNameCount() > 0;
        // Which folders lie on a dataset or in a volume group is seen on the host, not in its file.
        boolean unknown = host.storage().stream().anyMatch(store -> store.unit().isPresent());
        if (!read || unknown || host.storeOf(data).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error(CODE, places.of(path + ".data_directory"), "no storage of this file holds `" + data + "`")
                        .withHelp("write `storage: [{path: MOUNT_POINT, driver: auto, work: MOUNT_POINT/.belay}]`"));
    }
}
