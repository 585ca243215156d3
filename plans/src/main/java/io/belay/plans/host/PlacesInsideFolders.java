package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nothing outside the listed folders is written, so nothing outside is named as a place to write. */
final class PlacesInsideFolders implements HostRule {

    static final ErrorCode CODE = new ErrorCode(1904, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.storage().size(); i++) {
            problem(host, host.storage().get(i).work(), places, "storage[" + i + "].work")
                    .ifPresent(problems::add);
        }
        for (int i = 0; i < host.clusters().size(); i++) {
            for (Map.Entry<Integer, TargetPlace> target :
                    host.clusters().get(i).targets().entrySet()) {
                String path = "clusters[" + i + "].targets." + target.getKey() + ".data_directory";
                problem(host, target.getValue().dataDirectory(), places, path).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> problem(HostConfiguration host, Path place, Places places, String path) {
        boolean inside = host.folders().stream().anyMatch(place::startsWith);
        if (inside || place.getNameCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(Problem.error(CODE, places.of(path), "`" + place + "` lies outside `folders`")
                .withSecond(places.of("folders"), "nothing outside is ever written")
                .withHelp("write a place inside, or add its folder to `folders`"));
    }
}
