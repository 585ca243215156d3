package io.belay.workers.commands;

import io.belay.workers.commands.OnlineScene.Subscribing;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.replication.Way;
import java.nio.file.Path;

/**
 * One hold that takes clients from one running server to the other. Immutable.
 *
 * @param from serves when it begins
 * @param to follows it, and shall serve
 * @param way by which it does
 * @param wayBack whether {@code from} follows {@code to} behind it
 * @param epoch its number, or a name for it
 * @param port of {@code to}
 */
record OnlineSwitch(
        OnlineScene online, RunServer from, RunServer to, Way way, boolean wayBack, String epoch, String port) {

    /** The promotion. */
    static OnlineSwitch there(Scene scene, boolean wayBack) {
        return new OnlineSwitch(
                new OnlineScene(scene),
                RunServer.OLD,
                RunServer.NEW,
                OnlineScene.FORWARD,
                wayBack,
                Placeholders.EPOCH,
                scene.site().promotion().newPort());
    }

    /** The same with the sides swapped. */
    OnlineSwitch back() {
        return new OnlineSwitch(
                online,
                to,
                from,
                next(),
                wayBack,
                Placeholders.BACK_EPOCH,
                online.site().promotion().door().port());
    }

    /** Whether it is the first one: nobody has ever come to new but Belay and the other server. */
    boolean isPromotion() {
        return way.equals(OnlineScene.FORWARD);
    }

    /** By which {@code from} will follow {@code to}. */
    Way next() {
        return way.reversed();
    }

    /** Made before the hold, begun behind it. */
    Subscribing reverse() {
        return new Subscribing(to, from, next());
    }

    /** What the hold is told and what it tells. */
    Path folder() {
        return new HoldScene(online.scene()).folder(epoch);
    }
}
