package io.belay.workers.step;

import io.belay.engine.activity.Sides;
import io.belay.engine.activity.StepResult;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.replication.Names;
import io.belay.workers.step.Switches.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Behind a crossing: clients go to the other side, by the same hold. Each swap has a number, and so a hold of its own, launched once and
 * adopted ever after.
 */
final class PromoteSwap {

    private static final Duration STATEMENT = Duration.ofMinutes(1);

    private final StepContext context;
    private final Sides sides;
    private final PromoteHold hold;
    private final int epoch;

    PromoteSwap(StepContext context) {
        this.context = context;
        this.sides = context.request()
                .sides()
                .orElseThrow(() -> new IllegalArgumentException("a swap says which side shall serve"));
        // No promotion is begun behind a crossing, so these are free.
        this.epoch = context.request().epoch() + sides.number();
        this.hold = new PromoteHold(context, epoch);
    }

    PromoteHold hold() {
        return hold;
    }

    StepResult swap() {
        if (hold.order().isEmpty() || hold.state() == State.NEVER_LAUNCHED) {
            hold.settleEarlier();
            Optional<StepResult> refused = ordered();
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return hold.follow(hold.order().orElseThrow());
    }

    /** @return why it is not; empty when it is */
    private Optional<StepResult> ordered() {
        Optional<Standing> found = Switches.of(context).standing();
        if (found.isEmpty() || found.get().newServes() == sides.to().equals(Sides.NEW)) {
            return Optional.of(StepResult.failed(
                    SwitchErrors.SERVES_ALREADY,
                    sides.to() + " serves already" + (found.isEmpty() ? ", or live was never changed by this run" : "")
                            + ". Nothing was done",
                    "belay status " + context.run().runId(),
                    Map.of()));
        }
        Standing standing = found.get();
        Optional<String> closed = WayBackClosed.of(context, standing);
        if (closed.isPresent()) {
            return Optional.of(StepResult.failed(
                    SwitchErrors.WAY_BACK_CLOSED,
                    "the other side does not follow any more: " + closed.get() + ". Nothing was done",
                    "",
                    Map.of("way_back", "closed", "way_back_why", closed.get())));
        }
        new FollowingServer(context, standing).start();
        PromoteLook look = new PromoteChecks(context).online(() -> problems(standing));
        if (!look.problems().isEmpty()) {
            return Optional.of(PromoteRefusal.ofSwap(look.problems()));
        }
        hold.folder().give(new OnlineOrders(context).swap(standing, epoch, look.poolers()));
        return Optional.empty();
    }

    private List<Problem> problems(Standing standing) {
        RunServer follower = standing.newServes() ? RunServer.OLD : RunServer.NEW;
        return Closeness.problems(
                standing.serving().server(STATEMENT, context.notes().to(RunServer.LIVE)),
                standing.following().server(STATEMENT, context.notes().to(follower)),
                Names.ofRun(context.run().runId()),
                standing.way(),
                standing.order().databases());
    }
}
