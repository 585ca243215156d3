package io.belay.workers.step;

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
     * What the host's file has to allow for it beyond an upgrade's own copies; such a step has no part in a rehearsal, whatever a
     * plan or a request says of it. Empty for what stays inside them.
     */
    default Optional<Permission> beyondCandidate() {
        return Optional.empty();
    }

    /** Can this host carry it out? Called for all steps of a plan before any effect. Reads only. */
    default StepResult probe(StepContext context) {
        return StepResult.succeeded("nothing to probe", Map.of());
    }

    /** Are its preconditions met now? Reads only. */
    default StepResult prepare(StepContext context) {
        return StepResult.succeeded("nothing to prepare", Map.of());
    }

    StepResult run(StepContext context);

    /** Proves what {@link #run} promised. Changes nothing. */
    default StepResult verify(StepContext context) {
        return StepResult.succeeded("proven by its own result", Map.of());
    }

    /** Takes back what it did outside the candidate; a candidate is restored as a whole. */
    default StepResult undo(StepContext context) {
        return StepResult.succeeded("nothing to undo", Map.of());
    }

    /** What became of an unclear run; see {@link Inspection} for what can be told without knowing the kind. */
    default StepResult inspect(StepContext context) {
        return Inspection.of(context);
    }
}
