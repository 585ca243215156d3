package io.belay.plans.graph;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.step.StepKind.Part;
import io.belay.plans.step.StepKind.Return;
import java.util.List;

/**
 * One step on the way. Immutable.
 *
 * @param number from 1
 * @param does one sentence without a full stop
 * @param touches in words
 * @param restoresTo id of the step whose waypoint is restored by going back; empty when none is
 * @param inserted the rule that brought it, empty for what its author wrote
 * @param crossing the line behind the step that is crossed for good, empty when there is none
 */
public record Stop(
        int number,
        ResolvedStep step,
        Stage stage,
        String does,
        String touches,
        String restoresTo,
        Return goingBack,
        String crossing,
        List<Part> parts,
        String inserted) {

    public Stop {
        parts = List.copyOf(parts);
    }

    public String id() {
        return step.id();
    }

    /** {@code 9, promote}: how texts name a step. */
    public String name() {
        return number + ", " + step.id();
    }

    /** Of the steps beside which it runs; empty when it runs alone. */
    public String group() {
        return step.group();
    }

    public boolean touchesLive() {
        return step.touches().contains(Touches.LIVE);
    }

    public boolean promotes() {
        return step.touches().contains(Touches.CLIENTS);
    }

    public boolean isNoReturn() {
        return step.back().by().equals("none");
    }

    /** Whether it only waits, for people or for the clock. */
    public boolean waits() {
        return step.runsOn() == RunsOn.PERSON || step.kind().equals("window");
    }

    public boolean rehearsedOnly() {
        return !step.takesPartIn(false);
    }
}
