package io.belay.workers.commands;

import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.HoldLayout;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.postgres.Installation;
import io.belay.workers.step.RunFolder;
import io.belay.workers.storage.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The trees of a hold and the clusters in them, before they are there. Immutable. */
record HoldScene(Scene scene) {

    Site site() {
        return scene.site();
    }

    PromotionSite promotion() {
        return site().promotion();
    }

    Path stage() {
        return tree(HoldLayout.stage(Placeholders.RUN, Placeholders.EPOCH));
    }

    Path finalClone() {
        return tree(HoldLayout.finalClone(Placeholders.RUN, Placeholders.EPOCH));
    }

    Path twin() {
        return tree(HoldLayout.twin(Placeholders.RUN, Placeholders.EPOCH));
    }

    /** What the hold is told and what it tells. */
    Path folder() {
        return folder(Placeholders.EPOCH);
    }

    /** Of one that is not the promotion's. */
    Path folder(String epoch) {
        return HoldLayout.folder(RunFolder.in(promotion().state(), Placeholders.RUN), epoch);
    }

    Path finalImage() {
        return Place.Kind.SNAPSHOT.in(site().place(), site().cluster(), Placeholders.FINAL_SNAPSHOT);
    }

    CopiedCluster oldInStage() {
        return cluster("the stage", stage(), site().relativeData(), site().source(), Placeholders.SNAPSHOT);
    }

    CopiedCluster newInStage() {
        return cluster("the stage", stage(), HoldLayout.NEW_DATA, site().target(), Placeholders.SNAPSHOT);
    }

    CopiedCluster oldInFinalClone() {
        return cluster("the final clone", finalClone(), oldInClone(), site().source(), Placeholders.FINAL_SNAPSHOT);
    }

    CopiedCluster newInFinalClone() {
        Path data = Path.of(Placeholders.NEW_RELATIVE);
        return cluster("the final clone", finalClone(), data, site().target(), Placeholders.FINAL_SNAPSHOT);
    }

    /** Under the old version, to compare with. */
    CopiedCluster oldInTwin() {
        Path data = site().relativeData();
        return new CopiedCluster(
                site(),
                "the final twin",
                RunServer.OLD,
                twin(),
                twin().resolve(data),
                site().source(),
                Placeholders.FINAL_SNAPSHOT);
    }

    /** How much of new's path becomes its storage unit is only seen on the host; mostly it makes no difference here. */
    Path oldInClone() {
        Path newData = promotion().newData();
        int names = newData.getNameCount();
        List<Path> possible = IntStream.range(1, names)
                .mapToObj(from -> HoldLayout.oldInClone(
                        site().relativeData(),
                        newData.subpath(from, names),
                        site().source().major()))
                .distinct()
                .toList();
        return possible.size() == 1 ? possible.get(0) : Path.of(Placeholders.OLD_RELATIVE);
    }

    Path register() {
        return LiveRegister.file(promotion().state(), site().cluster());
    }

    private CopiedCluster cluster(String name, Path root, Path data, Installation installation, String snapshot) {
        return new CopiedCluster(site(), name, RunServer.CANDIDATE, root, root.resolve(data), installation, snapshot);
    }

    private Path tree(String name) {
        return Place.Kind.CANDIDATE.in(site().place(), name);
    }
}
