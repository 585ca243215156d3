package io.belay.workers.hold;

import io.belay.workers.postgres.TreeProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients wait. */
final class PausePart implements Part {

    static final String NAME = "pause";

    /** What does not pause within this share of the budget would take from the rest what that needs. */
    private static final int SHARE = 4;

    private final Workshop shop;

    PausePart(Workshop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        Duration patience = left.dividedBy(SHARE);
        List<Runnable> pauses = new ArrayList<>();
        List<Pooler> poolers = shop.poolers();
        for (int i = 0; i < poolers.size(); i++) {
            Pooler pooler = poolers.get(i);
            List<String> databases = shop.order().poolers().get(i).databases();
            pauses.add(() -> pooler.pause(databases, shop.order().asBefore(), patience));
        }
        Together.run(pauses);
    }

    /** A console that a killed hold left must not pause once more what is resumed here. */
    @Override
    public void undo() {
        TreeProcesses.end(shop.folder().path());
        release(shop, shop.order().asBefore());
    }

    /** @param live to which clients come from now on */
    static void release(Workshop shop, LiveServer live) {
        List<Runnable> releases = new ArrayList<>();
        List<Pooler> poolers = shop.poolers();
        for (int i = 0; i < poolers.size(); i++) {
            Pooler pooler = poolers.get(i);
            List<String> databases = shop.order().poolers().get(i).databases();
            releases.add(() -> pooler.resume(databases, live));
        }
        Together.run(releases);
    }
}
