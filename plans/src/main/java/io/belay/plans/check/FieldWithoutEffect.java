package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.List;

/** What is written does something; who writes a limit relies on it. */
final class FieldWithoutEffect implements Rule {

    static final ErrorCode CODE = new ErrorCode(1112, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        ofBlocks(plan, problems);
        plan.steps().stream().filter(step -> step.is(Role.PROMOTES)).forEach(step -> ofPromotion(plan, step, problems));
        return problems;
    }

    private static void ofBlocks(UpgradePlan plan, List<Problem> problems) {
        Places places = plan.places();
        if (plan.storage().replica().isEmpty() && places.has("storage.maximum_lag")) {
            problems.add(problem(places.of("storage.maximum_lag"), "maximum_lag", "live is not behind itself")
                    .withHelp("delete it, or take snapshots of a replica: `from: db9/crm-replica`"));
        }
        boolean online = plan.steps().stream()
                .anyMatch(step -> step.is(Role.PROMOTES) && step.option("mode").equals("online"));
        for (String field : List.of("wal_on_live", "catch_up")) {
            if (!online && places.has("budget." + field)) {
                problems.add(problem(places.of("budget." + field), field, "this plan does not promote online")
                        .withHelp("delete it, or write `promote: {mode: online, way_back: 7d}`"));
            }
        }
    }

    private static void ofPromotion(UpgradePlan plan, Step promote, List<Problem> problems) {
        boolean online = promote.option("mode").equals("online");
        // Who writes a default out says nothing.
        Field verify = new Field(plan, promote, "verify");
        if (online && verify.text().equals("full")) {
            problems.add(problem(verify.place(), "verify", "an online promotion proves every row in the hold")
                    .withHelp("delete it"));
        }
        Field end = new Field(plan, promote, "end_transactions_after");
        if (!online && end.duration().isPresent()) {
            problems.add(problem(end.place(), "end_transactions_after", "an offline promotion stops live")
                    .withHelp("delete it"));
        }
    }

    private static Problem problem(SourcePlace place, String field, String reason) {
        return Problem.warning(CODE, place, "`" + field + "` has no effect: " + reason);
    }
}
