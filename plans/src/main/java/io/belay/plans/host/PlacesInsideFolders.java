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
            targets(host, host.clusters().get(i).targets(), "clusters[" + i + "]", places, problems);
        }
        for (int i = 0; i < host.replicas().size(); i++) {
            String path = "replicas[" + i + "]";
            problem(host, host.replicas().get(i).dataDirectory(), places, path + ".data_directory")
                    .ifPresent(problems::add);
            targets(host, host.replicas().get(i).targets(), path, places, problems);
        }
        return problems;
    }

    private static void targets(
            HostConfiguration host,
            Map<Integer, TargetPlace> targets,
            String path,
            Places places,
            List<Problem> problems) {
        targets.forEach((major, target) -> {
            String field = path + ".targets." + major;
            problem(host, target.dataDirectory(), places, field + ".data_directory")
                    .ifPresent(problems::add);
            target.walDirectory()
                    .flatMap(place -> problem(host, place, places, field + ".wal_directory"))
                    .ifPresent(problems::add);
            target.tablespaces()
                    .forEach((name, place) -> problem(host, place, places, field + ".tablespaces." + name)
                            .ifPresent(problems::add));
        });
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
