package io.belay.workers.hold;

import io.belay.workers.fence.Fence;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.PostmasterPid;
import io.belay.workers.postgres.Session;
import java.time.Duration;

/** The side that served takes no write any more, by all four parts of its fence, and no prepared transaction stands. */
final class FencePart implements Part {

    static final String NAME = "fence";

    private final OnlineShop shop;
    private final Warm warm;
    private final HoldNotes told;

    FencePart(OnlineShop shop, Warm warm, HoldNotes told) {
        this.shop = shop;
        this.warm = warm;
        this.told = told;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The part before is: behind a power cut as much is undone as could have been done. */
    @Override
    public boolean isBegunDurably() {
        return false;
    }

    /** In this very thread: a fence that somebody still raises while it is lowered would stay. */
    @Override
    public void carryOut(Duration left) {
        WarmSessions from = warm.ready().from();
        shop.fence(shop.order().from()).raise(from.admin(), from.pids(), left);
    }

    @Override
    public void undo() {
        Fence fence = shop.fenceToOpen(shop.order().from());
        if (fence.isKept()) {
            lower(fence);
        }
    }

    private void lower(Fence fence) {
        try {
            if (warm.known().isPresent()) {
                note(fence, warm.ready().from().admin());
                return;
            }
        } catch (PostgresFailure broken) {
            // The server may have restarted; it lets a new session in.
            warm.close();
        }
        Side served = shop.order().from();
        try (Session admin = shop.warm(served).open(WarmSessions.ADMIN)) {
            note(fence, admin);
        } catch (PostgresFailure refused) {
            if (PostmasterPid.read(served.data())
                    .filter(found -> found.isServing(served.data()))
                    .isPresent()) {
                throw refused;
            }
            // Nobody but its administrator starts live: a crash may be no reason to, and in its log stands why.
            throw new HoldFailure(
                    HoldErrors.SIDE_DOWN,
                    "the server in `" + served.data()
                            + "` does not run, and clients wait for it: start it, then it is opened again",
                    refused);
        }
    }

    private void note(Fence fence, Session admin) {
        fence.lower(admin).ifPresent(changed -> told.note(NAME, changed));
    }
}
