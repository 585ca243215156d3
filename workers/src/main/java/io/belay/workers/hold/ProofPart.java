package io.belay.workers.hold;

import io.belay.workers.hold.Work.Image;
import io.belay.workers.verify.LinkedFilesProof;
import io.belay.workers.verify.LinkedFilesProof.Report;
import io.belay.workers.verify.LinkedFilesProof.Twin;
import io.belay.workers.verify.TransactionCounters;
import io.belay.workers.verify.TransactionLogComparison;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every user file of new is the final snapshot's, by shared extents, and so are the commit logs. Before new's first start. */
final class ProofPart implements Part {

    static final String NAME = "proof";

    private final Workshop shop;
    private final Work work;

    ProofPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        Image image = work.image();
        OfflineOrder order = shop.order();
        Path root = shop.candidate().path();
        Report report = new LinkedFilesProof(
                        shop.storage(), Runtime.getRuntime().availableProcessors(), () -> {})
                .prove(
                        new Twin(
                                image.root(),
                                order.liveRelativeData(),
                                order.live().root()),
                        root,
                        order.oldInClone(),
                        order.fresh().relativeData(),
                        Set.copyOf(work.twin().notCarried()));
        List<String> wrong = new ArrayList<>(report.different());
        report.notCarried().forEach(file -> wrong.add(file + " was not carried over"));
        wrong.addAll(TransactionLogComparison.differences(
                image.root().resolve(order.liveRelativeData()),
                root.resolve(order.fresh().relativeData()),
                TransactionCounters.of(work.stopped())));
        if (!wrong.isEmpty()) {
            throw new HoldFailure(
                    HoldErrors.NOT_PROVEN,
                    wrong.size() + " files of new are not proven to be live's, first: " + wrong.get(0));
        }
        work.fact("files_shared", report.filesShared());
        work.fact("files_read", report.filesRead());
        work.fact("bytes_proven", report.bytesProven());
    }
}
