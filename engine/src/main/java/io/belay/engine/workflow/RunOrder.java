package io.belay.engine.workflow;

import io.belay.engine.activity.RunReference;
import java.util.Objects;

/**
 * What a run begins with. Immutable.
 *
 * @param plan the resolved plan as canonical JSON text; its hash stands in {@code run}
 * @param startedBy who or what asked for it
 * @param source how the plan was named on the command line, file and inputs, for commands in messages; may be empty
 */
public record RunOrder(RunReference run, String plan, String startedBy, String source) {

    public RunOrder {
        source = Objects.requireNonNullElse(source, "");
    }

    public RunOrder(RunReference run, String plan, String startedBy) {
        this(run, plan, startedBy, "");
    }

    /** The command that rehearses this very plan. */
    String rehearse() {
        return "belay rehearse " + (source.isEmpty() ? "PLAN" : source);
    }
}
