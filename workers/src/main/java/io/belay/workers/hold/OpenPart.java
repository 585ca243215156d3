package io.belay.workers.hold;

import io.belay.workers.hold.OfflineOrder.Live;
import io.belay.workers.live.Admission;
import io.belay.workers.live.Dress;
import io.belay.workers.live.LiveNow;
import io.belay.workers.live.OldLive;
import io.belay.workers.live.ProductionDress;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.storage.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Behind the crossing: new serves everybody whom live served, and the host knows that it is live. Idempotent. */
final class OpenPart implements Part {

    static final String NAME = "open";

    private static final Duration RELOAD = Duration.ofSeconds(30);

    private final Workshop shop;
    private final Work work;

    OpenPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        if (shop.live().isRunning()) {
            throw new HoldFailure(
                    HoldErrors.LIVE_STARTED,
                    "the crossing is decided, but somebody else started old live `"
                            + shop.order().live().data() + "`: new is not opened beside it");
        }
        Together.run(List.of(this::open, this::register));
    }

    private void open() {
        if (shop.folder().record().hasEnded(NAME)) {
            // By a process that is gone: what new wears since may have been changed by its administrator.
            shop.fresh().start(Workshop.START);
            return;
        }
        Dress dress = work.plannedDress().orElseGet(() -> StagePart.dress(shop));
        ProductionDress.put(dress, shop.order().fresh().data(), Admission.OPEN);
        ProductionServer server = shop.fresh();
        if (server.isRunning()) {
            server.reload(RELOAD);
        } else {
            server.start(Workshop.START);
        }
    }

    private void register() {
        OfflineOrder order = shop.order();
        List<OldLive> old = new ArrayList<>(
                shop.register().of(order.cluster()).map(LiveNow::old).orElse(List.of()));
        old.removeIf(one -> one.replacedBy().equals(order.run()));
        old.add(old());
        shop.register()
                .crossed(
                        order.cluster(),
                        new LiveNow(
                                order.fresh().programs().major(),
                                order.fresh().data(),
                                order.fresh().port(),
                                shop.control(shop.newPrograms(), order.fresh().data())
                                        .systemIdentifier(),
                                order.run(),
                                shop.folder().decision().since(),
                                new LiveNow.Named(
                                        order.live().named(), order.live().namedPort()),
                                old));
    }

    /** With the checkpoint that it was stopped with, so that nobody removes what was written to it since. */
    private OldLive old() {
        Live live = shop.order().live();
        OldLive now = OldLive.of(
                shop.order().run(),
                shop.folder().decision().since(),
                live.programs().major(),
                shop.controlOfLive(),
                new Dataset(live.root(), live.data()),
                live.port());
        String stopped = shop.folder().stopped().orElse(now.checkpoint());
        if (!now.checkpoint().equals(stopped)) {
            String note =
                    "somebody started old live `" + live.data() + "` since it was stopped for the promotion, and it"
                            + " stands still again: look whether it was written to, that is not in new";
            work.note(note, note);
        }
        return now.stoppedAt(stopped);
    }
}
