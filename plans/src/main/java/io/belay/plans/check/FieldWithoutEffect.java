package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is written does something; who writes a limit relies on it. */
final class FieldWithoutEffect implements Rule {

    static final ErrorCode CODE = new ErrorCode(1112, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Places places = plan.places();
        if (plan.storage().replica().isEmpty() && places.has("storage.maximum_lag")) {
            problems.add(Problem.warning(
                            CODE,
                            places.of("storage.maximum_lag"),
                            "`maximum_lag` has no effect: live is not behind itself")
                    .withHelp("delete it, or take snapshots of a replica: `from: db9/crm-replica`"));
        }
        boolean online = plan.steps().stream()
                .anyMatch(step -> step.is(Role.PROMOTES)
                        && step.with().path("mode").asText().equals("online"));
        for (String field : List.of("wal_on_live", "catch_up")) {
            if (!online && places.has("budget." + field)) {
                problems.add(Problem.warning(
                                CODE,
                                places.of("budget." + field),
                                "`" + field + "` has no effect: this plan does not promote online")
                        .withHelp("delete it, or write `promote: {mode: online, way_back: 7d}`"));
            }
        }
        return problems;
    }
}
