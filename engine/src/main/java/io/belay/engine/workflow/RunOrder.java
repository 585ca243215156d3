package io.belay.engine.workflow;

import io.belay.engine.activity.RunReference;
import io.belay.engine.ledger.Depth;
import java.util.Objects;

/**
 * What a run begins with. Immutable.
 *
 * @param plan the resolved plan as canonical JSON text; its hash stands in {@code run}
 * @param startedBy who or what asked for it
 * @param source how the plan was named on the command line, file and inputs, for commands in messages; may be empty
 * @param onBehalfOf id of the run that made new live, for one that only lets go what that one left: hosts know old live by it;
 *     empty for all others
 * @param facts canonical text of the facts that a saved plan pins; empty when the plan was not saved
 * @param depth how much of the plan a rehearsal tries
 */
public record RunOrder(
        RunReference run, String plan, String startedBy, String source, String onBehalfOf, String facts, Depth depth) {

    public RunOrder {
        source = Objects.requireNonNullElse(source, "");
        onBehalfOf = Objects.requireNonNullElse(onBehalfOf, "");
        facts = Objects.requireNonNullElse(facts, "");
        // A run that an earlier engine began tries all as written.
        depth = Objects.requireNonNullElse(depth, Depth.FULL);
    }

    public RunOrder(RunReference run, String plan, String startedBy, Depth depth) {
        this(run, plan, startedBy, "", "", "", depth);
    }

    /** The command that rehearses this very plan. */
    String rehearse() {
        return "belay rehearse " + named();
    }

    /** How the plan is named on the command line. */
    String named() {
        return source.isEmpty() ? "PLAN" : source;
    }

    /** As which run a host hears of its steps. */
    RunReference atHost() {
        return onBehalfOf.isEmpty()
                ? run
                : new RunReference(
                        onBehalfOf, run.rehearsal(), run.cluster(), run.plan(), run.planHash(), run.snapshot());
    }
}
