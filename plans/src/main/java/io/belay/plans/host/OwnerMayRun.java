package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs are run only as users that the host lists. */
final class OwnerMayRun implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3001, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            problem(host, host.clusters().get(i).owner(), "clusters[" + i + "].owner", places)
                    .ifPresent(problems::add);
        }
        for (int i = 0; i < host.replicas().size(); i++) {
            problem(host, host.replicas().get(i).owner(), "replicas[" + i + "].owner", places)
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> problem(HostConfiguration host, String owner, String path, Places places) {
        if (owner.isEmpty() || host.users().runAs().contains(owner)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error(CODE, places.of(path), "`" + owner + "` is not among the users that programs may run as")
                        .withSecond(places.of("users.run_as"), "these are")
                        .withHelp("write `users: {run_as: [" + owner + "]}`"));
    }
}
