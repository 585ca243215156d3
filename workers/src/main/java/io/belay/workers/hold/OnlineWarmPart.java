package io.belay.workers.hold;

import io.belay.workers.fence.Fence;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.hold.Warm.Ready;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Flush;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.SequenceCopy;
import io.belay.workers.replication.SequenceValues;
import io.belay.workers.replication.SlotAdvance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Before clients are held, as the last: every session and console that the hold needs, what it writes written beside its place, and each
 * of its steps made once, so that none is made for the first time while clients wait. A follower that is not close shows here.
 */
final class OnlineWarmPart implements Part {

    static final String NAME = "warm";

    private final OnlineShop shop;
    private final Warm warm;
    private final HoldNotes told;

    OnlineWarmPart(OnlineShop shop, Warm warm, HoldNotes told) {
        this.shop = shop;
        this.warm = warm;
        this.told = told;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        OnlineOrder order = shop.order();
        WarmSessions from = WarmSessions.open(shop, order.from());
        WarmSessions to = WarmSessions.open(shop, order.to());
        shop.folder().preparePlaces();
        shop.belt(order.to()).takeOff(to.admin());
        prepareFences(from.admin(), to.admin());
        Together.run(shop.poolers().stream()
                .map(pooler -> (Runnable) pooler::prepare)
                .toList());
        warm.ready(new Ready(from, to, rehearse(from, to, left)));
        shop.fence(order.from()).strangers(from.admin(), from.pids());
    }

    private void prepareFences(Session from, Session to) {
        Side serving = shop.order().from();
        Side follower = shop.order().to();
        // The follower goes on reading the log, also when its connection breaks.
        shop.fence(serving).prepare(from, List.of(serving.address().user()));
        Fence opposite = shop.fence(follower);
        if (!follower.openRules().isEmpty()) {
            opposite.adopt(to, bytes(Path.of(follower.openRules())));
        }
        opposite.stageLowering();
    }

    private Map<String, SequenceValues> rehearse(WarmSessions from, WarmSessions to, Duration left) {
        Marker marker = new Marker(shop.names());
        SequenceCopy sequences = new SequenceCopy(shop.names(), shop.order().way());
        Map<String, SequenceValues> values = new ConcurrentHashMap<>();
        List<Runnable> all = new ArrayList<>();
        for (String database : shop.order().databases()) {
            all.add(() -> {
                Session source = from.in(database);
                Session target = to.in(database);
                marker.await(target, marker.write(source), left);
                Session second = to.secondIn(database);
                sequences.copyChanged(from.secondIn(database), second, sequences.values(second));
                values.put(database, sequences.values(second));
                Flush.make(target);
                if (shop.order().wayBack()) {
                    SlotAdvance.advance(target, shop.names().slot(shop.order().next(), database));
                }
            });
        }
        Together.run(all);
        return values;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules of the side that shall serve cannot be read", e);
        }
    }

    /** Clients go on with the side that served, so the other one is as it was before the hold. */
    @Override
    public void clear() {
        Side follower = shop.order().to();
        shop.fenceToOpen(follower).unstage();
        if (!follower.openRules().isEmpty()) {
            shop.fenceToOpen(follower).forget();
        }
        shop.forgetFence(shop.order().from());
        if (shop.belt(follower).isKnown()) {
            putBeltOn(follower);
        }
    }

    /** The side that follows may be what failed. Its fence is up all the same. */
    private void putBeltOn(Side follower) {
        try (Session admin = shop.beside(follower).open(WarmSessions.ADMIN)) {
            shop.belt(follower).putOn(admin);
        } catch (PostgresFailure refused) {
            told.note(
                    NAME,
                    "the databases of the server in `" + follower.data()
                            + "` are fenced, but not read-only by default any more: " + refused.getMessage());
        }
    }
}
