package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.Places;
import io.belay.plans.model.Replica;
import io.belay.plans.model.Store;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Journal and evidence lie where no snapshot, no rollback and no clean-up reaches them. */
final class StateOutsideData implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3005, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        List<Path> inner = new ArrayList<>();
        host.clusters().stream().map(Cluster::dataDirectory).forEach(inner::add);
        host.replicas().stream().map(Replica::dataDirectory).forEach(inner::add);
        host.storage().stream().map(Store::work).forEach(inner::add);
        inner.removeIf(path -> path.getNameCount() == 0);
        for (String field : List.of("directory", "evidence")) {
            Path place = field.equals("directory")
                    ? host.state().directory()
                    : host.state().evidence();
            // Left out, evidence lies in the directory, of which enough is said.
            if (!places.has("state." + field)) {
                continue;
            }
            inner.stream()
                    .filter(place::startsWith)
                    .findFirst()
                    .ifPresent(path -> problems.add(Problem.error(
                                    CODE, places.of("state." + field), "`" + place + "` lies inside `" + path + "`")
                            .withLabel("would be snapshotted and rolled back with it")
                            .withHelp("write `directory: /var/lib/belay`")));
        }
        return problems;
    }
}
