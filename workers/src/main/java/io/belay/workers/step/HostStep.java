package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step kind on a host. Stateless: everything comes with the context, and each verb may be called again after any crash.
 *
 * <p>A step knows nothing of its siblings; what it hands to later ones stands in the candidate or the run's folder.
 */
public interface HostStep {

    /** The word in the plan. */
    String kind();

    /**
     * Which options of its kind it carries out that only some workers do, as they stand behind {@code step.KIND.} in {@link
     * io.belay.plans.feature.Features#ALL}; for example {@code mode=swap}.
     */
    default Set<String> options() {
        return Set.of();
    }

    /**
     * What the host's file has to allow for it besides rehearsing or promoting; empty for what stays in an upgrade's own copies.
     *
     * @param with the step's own fields
     */
    default Optional<Permission> beyondCandidate(JsonNode with) {
        return Optional.empty();
    }

    /**
     * Whether a rehearsal may ask for it at all, whatever its plan and its request say of it.
     *
     * @param with the step's own fields
     */
    default boolean isPartOfRehearsals(JsonNode with) {
        return beyondCandidate(with).isEmpty();
    }

    /** Can this host carry it out? Called for all steps of a plan before any effect. Reads only. */
    default StepResult probe(StepContext context) {
        return StepResult.succeeded("nothing to probe", Map.of());
    }

    /** Whether {@link #prepare} has nothing to look at, whatever the plan: then nobody asks for it. */
    default boolean isAlwaysPrepared() {
        return true;
    }

    /** Are its preconditions met now? Reads only. A kind that has some says so in {@link #isAlwaysPrepared}. */
    default StepResult prepare(StepContext context) {
        return StepResult.succeeded("nothing to prepare", Map.of());
    }

    StepResult run(StepContext context);

    /** Proves what {@link #run} promised. Changes nothing. A kind that has it says so in {@link #isProvenByItsResult}. */
    default StepResult verify(StepContext context) {
        return StepResult.succeeded("proven by its own result", Map.of());
    }

    /** Whether a success of {@link #run} leaves nothing for {@link #verify} to look at: then nobody asks for it. */
    default boolean isProvenByItsResult() {
        return true;
    }

    /** Takes back what it did outside the candidate; a candidate is restored as a whole. */
    default StepResult undo(StepContext context) {
        return StepResult.succeeded("nothing to undo", Map.of());
    }

    /** What became of an unclear run; see {@link Inspection} for what can be told without knowing the kind. */
    default StepResult inspect(StepContext context) {
        return Inspection.of(context);
    }

    /**
     * Whether what is asked for would hold clients, with nothing of it begun: only then its approvals and its window are looked at, for
     * what has begun is brought to its end whatever the time.
     */
    default boolean wouldHoldClients(StepContext context) {
        return false;
    }

    /** Behind a crossing: the other side becomes live; see {@link io.belay.engine.activity.HostSteps#swap}. */
    default StepResult swap(StepContext context) {
        return StepResult.unclear("a `" + kind() + "` swaps no sides");
    }

    /** Behind a crossing: whether clients can go back; see {@link io.belay.engine.activity.HostSteps#look}. */
    default StepResult look(StepContext context) {
        return StepResult.unclear("a `" + kind() + "` has no way back");
    }
}
