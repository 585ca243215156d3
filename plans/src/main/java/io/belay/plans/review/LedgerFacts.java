package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.review.ReviewFacts.Failing;
import io.belay.plans.review.ReviewFacts.Rehearsals;
import io.belay.plans.review.ReviewFacts.StepTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cluster's ledger says of one plan. Stateless. */
final class LedgerFacts {

    private LedgerFacts() {}

    static ReviewFacts of(JsonNode ledger, String plan) {
        Members.requireObject(ledger, "the file");
        List<StepTime> times = new ArrayList<>();
        List<Failing> failing = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (JsonNode step : Members.items(ledger, "steps")) {
            if (!Members.text(step, "plan").equals(plan)) {
                continue;
            }
            if (Members.text(step, "outcome").equals("failed")) {
                failing.add(FactsJson.failing(step, "failing_since"));
            } else {
                passed.add(Members.text(step, "last_passed"));
                times.add(FactsJson.time(step));
            }
        }
        return new ReviewFacts(
                Optional.empty(),
                "",
                "",
                List.of(),
                times,
                failing.isEmpty() ? green(ledger, passed) : Optional.empty(),
                failing,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** A rehearsal is green up to the snapshot on which the last of its steps passed; the ledger lists them in the plan's order. */
    private static Optional<Rehearsals> green(JsonNode ledger, List<String> passed) {
        boolean whole = ledger.path("steps_left_out").asInt() == 0;
        String last = passed.isEmpty() ? "" : passed.get(passed.size() - 1);
        if (!whole || last.isEmpty()) {
            return Optional.empty();
        }
        String at = last.equals(Members.text(ledger, "last_snapshot")) ? Members.text(ledger, "updated") : "";
        return Optional.of(new Rehearsals(last, at, ""));
    }
}
