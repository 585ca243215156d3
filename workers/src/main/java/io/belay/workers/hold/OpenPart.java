package io.belay.workers.hold;

import io.belay.workers.hold.HoldOrder.Live;
import io.belay.workers.live.Admission;
import io.belay.workers.live.Dress;
import io.belay.workers.live.LiveNow;
import io.belay.workers.live.OldLive;
import io.belay.workers.live.ProductionDress;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.storage.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        Together.run(List.of(this::open, this::register));
    }

    private void open() {
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
        HoldOrder order = shop.order();
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
                                control(shop.newPrograms(), order.fresh().data())
                                        .systemIdentifier(),
                                order.run(),
                                since(),
                                new LiveNow.Named(
                                        order.live().named(), order.live().namedPort()),
                                old));
    }

    private OldLive old() {
        Live live = shop.order().live();
        return OldLive.of(
                shop.order().run(),
                since(),
                live.programs().major(),
                control(shop.oldPrograms(), live.data()),
                new Dataset(live.root(), live.data()),
                live.port());
    }

    private ControlData control(Installation programs, Path data) {
        return new ControlDataReader(shop.commands(), shop.order().transcripts()).read(programs, data, shop.tool());
    }

    /** The moment of the decision, the same whoever completes it. */
    private Instant since() {
        try {
            return Files.getLastModifiedTime(shop.folder().path().resolve("decision"))
                    .toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("the decision of the hold cannot be read", e);
        }
    }
}
