package io.belay.engine.run;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which steps take part in a run, by their traits alone. Stateless. */
public final class Participation {

    /** What no rehearsal may reach, whatever its plan says: this is what makes a promotion impossible in one. */
    private static final Set<Touches> BEYOND_A_REHEARSAL =
            EnumSet.of(Touches.LIVE, Touches.CLIENTS, Touches.OLD_LIVE, Touches.OUTSIDE);

    private Participation() {}

    /** Empty when the step takes part. */
    static Optional<String> reasonToSkip(ResolvedStep step, boolean rehearsal) {
        if (!step.takesPartIn(rehearsal)) {
            return Optional.of(rehearsal ? "only in an apply" : "only in a rehearsal");
        }
        if (!rehearsal) {
            return Optional.empty();
        }
        if (isForbiddenInRehearsal(step)) {
            return Optional.of("reaches beyond the candidate");
        }
        if (Flow.isBegunBy(step)) {
            return Optional.of("live publishes nothing in a rehearsal");
        }
        return switch (step.runsOn()) {
            case PERSON -> Optional.of("needs a person");
            case ENGINE -> Optional.of("runs on the engine");
            case HOST -> Optional.empty();
        };
    }

    /** Asked once more by the workflow just before each call to a host. */
    public static boolean isForbiddenInRehearsal(ResolvedStep step) {
        return step.touches().stream().anyMatch(BEYOND_A_REHEARSAL::contains);
    }
}
