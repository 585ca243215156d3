package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFolder;
import io.belay.workers.hold.HoldProgram;
import io.belay.workers.process.Launcher.State;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The candidate becomes live: checks, an order, and the hold as a process of its own, launched or adopted. What a hold whose process is
 * gone left half done is completed or undone here, by the decision that stands.
 */
final class PromoteStep implements HostStep {

    private final Clock clock;

    PromoteStep(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "promote";
    }

    @Override
    public Set<String> options() {
        return Set.of("mode=online");
    }

    @Override
    public Optional<Permission> beyondCandidate(JsonNode with) {
        return Optional.of(PromoteMode.of(with).permission());
    }

    @Override
    public StepResult probe(StepContext context) {
        return PromoteMode.of(context.with()).probe(context);
    }

    @Override
    public boolean wouldHoldClients(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        return hold.crossedEarlier().isEmpty() && (hold.order().isEmpty() || hold.state() == State.NEVER_LAUNCHED);
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        // One of an earlier epoch that was left half done is settled first: live may stand still because of it.
        if (hold.crossedEarlier().isPresent()) {
            return StepResult.succeeded("an earlier hold crossed already", Map.of());
        }
        if (hold.order().isPresent() && hold.state() != State.NEVER_LAUNCHED) {
            return StepResult.succeeded("the hold was ordered already", Map.of());
        }
        PromoteMode mode = PromoteMode.of(context.with());
        Optional<StepResult> objection = mode.objection(context);
        if (objection.isPresent()) {
            return objection.get();
        }
        PromoteLook look = mode.look(context);
        return look.problems().isEmpty()
                ? StepResult.succeeded(
                        look.notes().isEmpty()
                                ? "clients can be held"
                                : "clients can be held; " + String.join("; ", look.notes()),
                        Map.of())
                : PromoteRefusal.of(context.run().runId(), look.problems());
    }

    @Override
    public StepResult run(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        Optional<StepResult> earlier = hold.crossedEarlier();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        // An order that no process ever got may be old: its worker was killed in between.
        if (hold.order().isEmpty() || hold.state() == State.NEVER_LAUNCHED) {
            PromoteMode mode = PromoteMode.of(context.with());
            PromoteLook look = mode.look(context);
            if (!look.problems().isEmpty()) {
                return PromoteRefusal.of(context.run().runId(), look.problems());
            }
            mode.order(context, look);
        }
        StepResult result = hold.follow(hold.order().orElseThrow());
        return result.outcome() == Outcome.SUCCEEDED
                ? PromoteMode.of(context.with())
                        .tidy(context)
                        .map(note -> noted(result, note))
                        .orElse(result)
                : result;
    }

    private static StepResult noted(StepResult result, String note) {
        Map<String, String> facts = new TreeMap<>(result.facts());
        facts.put("note", note);
        return StepResult.succeeded(result.summary(), facts).withEvidence(result.evidence());
    }

    @Override
    public boolean isProvenByItsResult() {
        return false;
    }

    @Override
    public StepResult verify(StepContext context) {
        HoldFolder folder = new PromoteHold(context).folder();
        List<String> wrong = HoldProgram.wrongBehindCrossing(folder, context.commands());
        return wrong.isEmpty()
                ? StepResult.succeeded("new serves, old is stopped, and clients are released", Map.of())
                : StepResult.unclear(String.join("; ", wrong));
    }

    @Override
    public StepResult undo(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        Switches switches = Switches.of(context);
        if (switches.epochs().isEmpty()) {
            return StepResult.succeeded("clients were never held", Map.of());
        }
        if (hold.state() == State.RUNNING) {
            return StepResult.unclear("the hold is at work; the next attempt looks again");
        }
        if (hold.order().isPresent()) {
            hold.ended();
        }
        return switches.newServes()
                ? StepResult.failed(
                        HoldErrors.UNDONE,
                        "new is live since the crossing: nothing was undone",
                        "",
                        Map.of("crossing", "commit"))
                : StepResult.succeeded("live is open; nothing of the hold is left", Map.of());
    }

    /** Clients may be waiting: a hold whose process is gone is settled here too, by the decision that stands. */
    @Override
    public StepResult inspect(StepContext context) {
        if (context.request().sides().isPresent()) {
            return found(new PromoteSwap(context).hold()).toResult();
        }
        return new StepMemory(context)
                .result("run")
                .orElseGet(() -> found(new PromoteHold(context)).toResult());
    }

    /** Never dirty: a hold that is over was completed, or all of it was undone. */
    private static Found found(PromoteHold hold) {
        State state = hold.state();
        if (state == State.RUNNING) {
            return new Found.Running("the hold is at work and ends by itself; the next attempt follows it");
        }
        if (hold.order().isEmpty() || state == State.NEVER_LAUNCHED) {
            return new Found.NotStarted();
        }
        try {
            StepResult result = hold.toResult(hold.ended());
            return result.outcome() == Outcome.SUCCEEDED ? new Found.Succeeded(result) : new Found.FailedClean(result);
        } catch (RuntimeException notYet) {
            return new Found.Unknown("the hold could neither be completed nor undone yet: " + notYet.getMessage());
        }
    }

    @Override
    public StepResult swap(StepContext context) {
        return new PromoteSwap(context).swap();
    }

    @Override
    public StepResult look(StepContext context) {
        return new WayBackLook(context, clock).look();
    }
}
