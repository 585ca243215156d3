package io.belay.plans.diff;

import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was given for one plan and does not hold for another with a different hash. Stateless. */
final class Losses {

    private Losses() {}

    /**
     * @param hash of the old plan, short
     * @param file of the new plan, for commands
     */
    static List<String> of(ResolvedPlan old, ResolvedPlan now, String hash, String file) {
        List<String> losses = new ArrayList<>();
        List<String> gates = now.steps().stream()
                .filter(step -> step.runsOn() == RunsOn.PERSON)
                .map(step -> "`" + step.id() + "`")
                .toList();
        losses.add("approvals of " + hash + " do not hold"
                + (gates.isEmpty() ? "" : ": " + String.join(", ", gates) + " will be asked again"));
        String young = now.blocks().path("budget").path("rehearsal_age").asText();
        losses.add("rehearsals of " + hash + " do not count"
                + (promotes(now)
                        ? ": run `belay rehearse " + file + "` at most " + young + " before the promotion"
                        : ""));
        if (!old.name().equals(now.name())) {
            losses.add("the ledger knows plans by their name: since when a step fails is counted anew");
        } else {
            history(old, now, losses);
        }
        now.steps().stream()
                .filter(step -> step.back().by().equals("none"))
                .filter(step -> old.steps().stream()
                        .noneMatch(other ->
                                other.id().equals(step.id()) && other.back().equals(step.back())))
                .forEach(step -> losses.add(
                        "the way back ends at `" + step.id() + "`, a POINT OF NO RETURN that was not there: it loses "
                                + step.back().loses()));
        return losses;
    }

    private static void history(ResolvedPlan old, ResolvedPlan now, List<String> losses) {
        Set<String> ids = now.steps().stream().map(ResolvedStep::id).collect(Collectors.toUnmodifiableSet());
        List<String> gone = old.steps().stream()
                .map(ResolvedStep::id)
                .filter(id -> !ids.contains(id))
                .map(id -> "`" + id + "`")
                .toList();
        if (!gone.isEmpty()) {
            losses.add("the ledger's history of " + String.join(", ", gone) + " ends: an id is the ledger's key");
        }
    }

    private static boolean promotes(ResolvedPlan plan) {
        return plan.steps().stream().anyMatch(step -> step.touches().contains(Touches.CLIENTS));
    }
}
