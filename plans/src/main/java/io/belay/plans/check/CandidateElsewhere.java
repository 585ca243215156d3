package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.Reference;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;

/** New runs where the candidate is made; where that is not live's host, the plan says so. */
final class CandidateElsewhere implements Rule {

    static final ErrorCode CODE = new ErrorCode(1607, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Optional<Reference> replica = plan.storage().replica();
        String live = plan.live().cluster().host();
        String made = replica.map(Reference::host).orElse(live);
        // A reference that could not be read has no host, and enough was said.
        if (made.isEmpty()
                || live.isEmpty()
                || plan.target().host().orElse(live).equals(made)) {
            return List.of();
        }
        Places places = plan.places();
        String version = plan.target().version().toString();
        Problem problem = plan.target().host().isEmpty()
                ? Problem.error(CODE, places.of("target"), "new will run on " + made + ", not on " + live)
                        .withHelp("write `target: {version: " + version + ", host: " + made + "}`")
                : Problem.error(
                                CODE,
                                places.of("target.host"),
                                "new will run on " + made + ", where the candidate is made")
                        .withHelp("write `host: " + made + "`, or name a replica that is kept on "
                                + plan.target().host().orElse("") + ": `storage: {from: "
                                + plan.target().host().orElse("") + "/REPLICA}`");
        return List.of(
                replica.isPresent()
                        ? problem.withSecond(places.of("storage.from"), "the candidate is made here")
                        : problem.withSecond(places.of("live.cluster"), "live is here"));
    }
}
