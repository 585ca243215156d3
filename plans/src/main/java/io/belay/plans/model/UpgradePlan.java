package io.belay.plans.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A plan with its inputs put in and its defaults written out, before its order was judged. Immutable.
 *
 * @param standbys of live, which new must have too; empty when the plan does not state them: then those that the host names
 * @param forms the same blocks in canonical form
 */
public record UpgradePlan(
        Metadata metadata,
        Live live,
        Target target,
        StoragePolicy storage,
        SnapshotPolicy snapshots,
        Rehearse rehearse,
        Clients clients,
        Optional<List<Reference>> standbys,
        Budget budget,
        Limits limits,
        OnFailure onFailure,
        List<Notification> notifications,
        List<Acceptance> accept,
        List<Step> steps,
        Forms forms,
        Places places) {

    /** Blocks as JSON, as {@link io.belay.plans.resolve.ResolvedPlan} carries them. */
    public record Forms(JsonNode live, JsonNode target, JsonNode blocks) {}

    public UpgradePlan {
        standbys = standbys.map(List::copyOf);
        notifications = List.copyOf(notifications);
        accept = List.copyOf(accept);
        steps = List.copyOf(steps);
    }

    /**
     * The steps that are carried out at all: what an online promotion needs on live is left out of a plan that promotes offline.
     */
    public List<Step> carriedOut() {
        boolean offline = steps.stream()
                .anyMatch(step -> step.is(Role.PROMOTES) && step.option("mode").equals("offline"));
        return steps.stream()
                .filter(step -> !offline || !step.is(Role.PUBLISHES))
                .toList();
    }

    /** The steps of one kind of run, in order. */
    public List<Step> stepsOf(boolean rehearsal) {
        return steps.stream().filter(step -> step.takesPartIn(rehearsal)).toList();
    }
}
