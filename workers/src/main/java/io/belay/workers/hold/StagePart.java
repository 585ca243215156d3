package io.belay.workers.hold;

import io.belay.workers.clone.SafeClone;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.OfflineOrder.Fresh;
import io.belay.workers.hold.OfflineOrder.Stage;
import io.belay.workers.live.Dress;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.ProductionDress;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.posix.Rename;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.storage.OwnTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Before clients are held: the empty cluster of the new major, its settings for production tried on, whether a tree of the place
 * can get new's final name. Also warms this process: what it does here first is done in the hold a second time.
 */
final class StagePart implements Part {

    static final String NAME = "stage";

    private final Workshop shop;
    private final Work work;

    StagePart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        OwnTree tree = shop.stage();
        shop.remove(tree);
        requireReachable();
        Stage stage = shop.order().stage();
        shop.storage().copy(stage.image(), tree.path());
        SafeClone old = shop.gate()
                .make(shop.request(
                        stage.snapshot(),
                        tree.path(),
                        Path.of(stage.oldData()),
                        shop.oldPrograms(),
                        shop.order().live().origins()));
        work.template(shop.cloneServers(RunServer.COPY)
                .recoverOnce(old, Workshop.START)
                .recovered()
                .template());
        shop.newCluster().prepare(old, shop.newPrograms(), HoldLayout.NEW_DATA, work.template());
        Dress dress = dress(shop);
        ProductionDress.require(dress);
        new ProductionDress(shop.commands(), shop.order().transcripts())
                .tryOn(dress, tree.path().resolve(HoldLayout.TRIAL), old.socketFolder());
        work.dress(dress);
        dress.notes().forEach(note -> work.note(note, note));
        // What live has not written yet would be written while clients wait.
        Durable.syncFileSystem(shop.order().live().root());
    }

    @Override
    public void clear() {
        shop.remove(shop.stage());
    }

    /** Live's settings as they are now; live may be stopped. */
    static Dress dress(Workshop shop) {
        OfflineOrder order = shop.order();
        Fresh fresh = order.fresh();
        ControlData control = new ControlDataReader(shop.commands(), order.transcripts())
                .read(shop.oldPrograms(), order.live().data(), shop.tool());
        return new ProductionDress(shop.commands(), order.transcripts())
                .plan(new DressRequest(
                        order.live().programs().major(),
                        order.live().data(),
                        order.live().data(),
                        control.walSegmentBytes(),
                        shop.newPrograms(),
                        fresh.data(),
                        fresh.port(),
                        fresh.settings(),
                        shop.owner(),
                        order.superuser()));
    }

    /** A rename does not cross mount points, and only trying tells. */
    private void requireReachable() {
        Path root = shop.order().fresh().root();
        Path probe = shop.folderBeside(shop.candidate());
        try {
            Files.createDirectories(probe);
            Rename.withoutReplacing(probe, root);
            Rename.withoutReplacing(root, probe);
        } catch (PosixFailure refused) {
            throw new HoldFailure(
                    HoldErrors.TARGET_NOT_FREE,
                    "a tree of the place `" + shop.order().place() + "` cannot get the name `" + root + "`: "
                            + refused.getMessage() + ". Nothing was done",
                    refused);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } finally {
            List.of(probe).forEach(StagePart::removeEmpty);
        }
    }

    private static void removeEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            throw new UncheckedIOException("the empty folder " + folder + " cannot be removed", left);
        }
    }
}
