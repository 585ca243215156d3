package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.storage.KeepPolicy.Span;
import io.belay.workers.storage.SnapshotRecord.ImageFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {

    private static final Instant ONE_O_CLOCK = Instant.parse("2026-11-21T13:00:00Z");
    private static final KeepPolicy HOURS = new KeepPolicy(2, Map.of(Span.HOUR, 24), ZoneId.of("UTC"));
    private static final FreeShare MINIMUM = FreeShare.parse("snapshots.minimum_free", "15%");

    @TempDir
    private Path folder;

    private Place place;
    private Dataset dataset;
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void takeTenByTheHour() throws Exception {
        Path root = Files.createDirectory(
                folder.resolve("place"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        place = Place.at(root);
        Files.createDirectories(folder.resolve("live/13/main"));
        dataset = new Dataset(folder.resolve("live"), folder.resolve("live/13/main"));
        for (int hour = 0; hour < 10; hour++) {
            SnapshotCatalogue.Request request = new SnapshotCatalogue.Request(
                    "orders", "request-" + hour, "guard", Capabilities.Consistency.ATOMIC);
            ImageFacts facts = new ImageFacts(13, "7400000000000000001", "0/16B3D80", "postgres");
            taken.add(catalogue(hour).take(request, dataset, image -> facts).id());
        }
    }

    @Test
    void with_room_nothing_goes_that_the_policy_keeps() {
        assertThat(prune(15, 0).deleted()).isEmpty();
        assertThat(prune(1, 0, FreeShare.NONE).deleted()).isEmpty();
    }

    @Test
    void short_of_room_the_oldest_goes_and_the_line_says_why() {
        Pruning.Pruned pruned = prune(14, 1);

        assertThat(pruned.deleted()).containsExactly(taken.get(0));
        assertThat(pruned.thinned())
                .containsExactly(taken.get(0) + ": only 14.0% of the store are free, less than"
                        + " `snapshots.minimum_free` of 15%: the oldest that may go");
    }

    @Test
    void a_store_that_gives_room_back_late_does_not_cost_all_snapshots_at_once() {
        assertThat(prune(5, 0).deleted()).containsExactlyElementsOf(taken.subList(0, 2));
        assertThat(prune(5, 0).deleted()).containsExactlyElementsOf(taken.subList(2, 4));
        for (int round = 0; round < 20; round++) {
            prune(5, 0);
        }
        assertThat(catalogue(9).list("orders"))
                .extracting(CataloguedSnapshot::id)
                .containsExactlyElementsOf(taken.subList(8, 10));
    }

    @Test
    void a_pin_with_an_end_holds_until_then_and_not_longer() {
        catalogue(9).pin("orders", taken.get(0), "last image", ONE_O_CLOCK.plus(Duration.ofHours(9)));
        assertThat(prune(KeepPolicy.newest(9), 8).deleted()).isEmpty();
        assertThat(prune(KeepPolicy.newest(9), 9).deleted()).containsExactly(taken.get(0));
    }

    private Pruning.Pruned prune(int freePercent, int gainedByEach) {
        return prune(freePercent, gainedByEach, MINIMUM);
    }

    /** In a store of a hundred bytes. */
    private Pruning.Pruned prune(int freePercent, int gainedByEach, FreeShare minimum) {
        int before = catalogue(9).list("orders").size();
        return new Pruning(
                        catalogue(9),
                        () -> new Storage.Space(
                                freePercent
                                        + (long) gainedByEach
                                                * (before
                                                        - catalogue(9)
                                                                .list("orders")
                                                                .size()),
                                100),
                        clock(9))
                .prune("orders", HOURS, minimum);
    }

    private Pruning.Pruned prune(KeepPolicy policy, int hour) {
        return new Pruning(catalogue(hour), () -> new Storage.Space(50, 100), clock(hour))
                .prune("orders", policy, FreeShare.NONE);
    }

    private SnapshotCatalogue catalogue(int hour) {
        return new SnapshotCatalogue(place, new FolderStorage(place), clock(hour), new Random(hour));
    }

    private static Clock clock(int hour) {
        return Clock.fixed(ONE_O_CLOCK.plus(Duration.ofHours(hour)), ZoneOffset.UTC);
    }
}
