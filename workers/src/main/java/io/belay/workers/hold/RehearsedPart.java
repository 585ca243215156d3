package io.belay.workers.hold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Behind the release: the candidate that was rehearsed goes, with its waypoints, unless the order says that it is new itself. Last,
 * because a store without snapshots takes its time for it. What a crash left of it is removed by who completes the hold.
 */
final class RehearsedPart implements Part {

    static final String NAME = "rehearsed";

    private final Workshop shop;

    RehearsedPart(Workshop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        if (!shop.order().spends(shop.rehearsed().path())) {
            return;
        }
        shop.remove(shop.rehearsed());
        for (Path waypoint : shop.waypoints()) {
            shop.storage().remove(waypoint);
        }
        try {
            Files.deleteIfExists(shop.waypointsFolder());
        } catch (IOException refused) {
            throw new UncheckedIOException("the folder of the waypoints cannot be removed", refused);
        }
    }
}
