package io.belay.workers.hold;

import io.belay.workers.fence.Fence;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Behind the crossing: the side that followed lets everybody in, and the poolers lead there. Never before, so that both are never open,
 * and a pooler that restarts does not lead clients to one that may yet be undone. Idempotent.
 */
final class OnlineOpenPart implements Part {

    static final String NAME = "open";

    private final OnlineShop shop;
    private final Warm warm;
    private final HoldNotes told;

    OnlineOpenPart(OnlineShop shop, Warm warm, HoldNotes told) {
        this.shop = shop;
        this.warm = warm;
        this.told = told;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Whoever completes does all of it. */
    @Override
    public boolean isBegunDurably() {
        return false;
    }

    @Override
    public void carryOut(Duration left) {
        List<Runnable> all = new ArrayList<>(List.of(this::letIn));
        shop.poolers().forEach(pooler -> all.add(pooler::point));
        Together.run(all);
    }

    private void letIn() {
        Fence fence = shop.fenceToOpen(shop.order().to());
        if (!fence.isKept()) {
            return;
        }
        try {
            if (warm.known().isPresent()) {
                note(fence, warm.ready().to().admin());
                return;
            }
        } catch (PostgresFailure broken) {
            warm.close();
        }
        shop.startWhereDown();
        try (Session admin = shop.warm(shop.order().to()).open(WarmSessions.ADMIN)) {
            shop.belt(shop.order().to()).takeOff(admin);
            note(fence, admin);
        }
    }

    private void note(Fence fence, Session admin) {
        fence.lower(admin).ifPresent(changed -> told.note(NAME, changed));
    }
}
