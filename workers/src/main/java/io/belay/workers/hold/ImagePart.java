package io.belay.workers.hold;

import io.belay.workers.clone.SafeClone;
import io.belay.workers.hold.Work.Image;
import io.belay.workers.posix.Ownership;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.process.CommandResult;
import io.belay.workers.storage.Capabilities.Consistency;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.SnapshotCatalogue.Request;
import io.belay.workers.storage.SnapshotRecord;
import io.belay.workers.storage.SnapshotRecord.ImageFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The final snapshot and the final clone of it, made harmless as always; into it comes the empty cluster that was made ahead.
 * Beside it a second copy begins to run: {@link FinalTwin}.
 */
final class ImagePart implements Part {

    static final String NAME = "image";

    private static final Logger LOG = LoggerFactory.getLogger(ImagePart.class);

    private final Workshop shop;
    private final Work work;

    ImagePart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        SnapshotCatalogue catalogue = shop.snapshots();
        SnapshotRecord record = catalogue.take(
                new Request(
                        shop.order().cluster(),
                        requestId(shop),
                        "run " + shop.order().run(),
                        Consistency.ATOMIC),
                new Dataset(shop.order().live().root(), shop.order().live().data()),
                unused -> facts(work.stopped()));
        Image image = new Image(record.id(), catalogue.image(record));
        work.image(image);
        work.fact("final_snapshot", record.id());
        shop.storage().copy(image.root(), shop.candidate().path());
        shop.storage().copy(image.root(), shop.twin().path());
        makeRoomForNew(shop.candidate().path());
        startTwin(image);
        Together.run(List.of(() -> work.old(gate(image)), this::putStagedCluster));
    }

    static String requestId(Workshop shop) {
        return "hold-" + shop.order().run() + "-" + shop.order().epoch();
    }

    private ImageFacts facts(ControlData stopped) {
        return new ImageFacts(
                shop.order().live().programs().major(),
                stopped.systemIdentifier(),
                stopped.redo().toString(),
                shop.order().superuser());
    }

    /** Old lies beside new, also where the host wants new at the place that old has in live's own unit. */
    private void makeRoomForNew(Path root) {
        Path usual = root.resolve(shop.order().liveRelativeData());
        Path wanted = root.resolve(shop.order().oldInClone());
        try {
            if (!usual.equals(wanted)) {
                Files.move(usual, wanted);
            }
            makeFolders(root, shop.order().fresh().relativeData().getParent());
        } catch (IOException refused) {
            throw new UncheckedIOException("the final clone cannot be prepared", refused);
        }
    }

    private void makeFolders(Path root, @Nullable Path relative) throws IOException {
        Path at = root;
        for (Path name : relative == null ? List.<Path>of() : relative) {
            at = at.resolve(name);
            if (!Files.exists(at)) {
                Files.createDirectory(at);
                Ownership.give(at, shop.owner());
            }
        }
    }

    private SafeClone gate(Image image) {
        return shop.gate()
                .make(shop.request(
                        image.snapshot(),
                        shop.candidate().path(),
                        shop.order().oldInClone(),
                        shop.oldPrograms(),
                        shop.order().live().origins()));
    }

    private void putStagedCluster() {
        Path from = shop.stage().path().resolve(HoldLayout.NEW_DATA);
        Path to = shop.candidate().path().resolve(shop.order().fresh().relativeData());
        CommandResult copied = shop.commands()
                .run(
                        shop.tool().command(HoldCommands.copy(from, to)),
                        shop.order().transcripts(),
                        "cp");
        if (!copied.succeeded()) {
            throw new HoldFailure(
                    HoldErrors.UNDONE,
                    "the new empty cluster could not be copied into the final clone: "
                            + copied.output().strip());
        }
    }

    private void startTwin(Image image) {
        FutureTask<FinalTwin> coming = new FutureTask<>(() -> FinalTwin.start(shop, image));
        work.twin(coming);
        Thread thread = new Thread(coming, "final-twin");
        thread.setDaemon(true);
        thread.start();
    }

    /** The final snapshot stays: it is an ordinary one, and pruning may take it. */
    @Override
    public void clear() {
        work.twinIfAny().ifPresent(ImagePart::awaitEnd);
        shop.remove(shop.twin());
        shop.remove(shop.candidate());
    }

    /** One that is still starting would start in the tree that is removed here. */
    private static void awaitEnd(Future<FinalTwin> coming) {
        try {
            Together.join(coming);
        } catch (RuntimeException failed) {
            LOG.debug("the final twin did not come up: {}", failed.getMessage());
        }
    }
}
