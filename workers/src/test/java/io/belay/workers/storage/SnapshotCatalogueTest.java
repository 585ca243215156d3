package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.SnapshotRecord.ImageFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCatalogueTest {

    private static final Instant ONE_O_CLOCK = Instant.parse("2026-11-21T13:00:00Z");
    private static final ImageFacts FACTS = new ImageFacts(13, "7400000000000000001", "0/16B3D80", "postgres");

    @TempDir
    private Path folder;

    private Place place;
    private FolderStorage storage;
    private SnapshotCatalogue catalogue;
    private Dataset dataset;

    @BeforeEach
    void prepare() throws Exception {
        Path root = Files.createDirectory(
                folder.resolve("place"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        place = Place.at(root);
        storage = new FolderStorage(place);
        catalogue = catalogueAt(ONE_O_CLOCK);
        Files.createDirectories(folder.resolve("live/13/main"));
        Files.writeString(folder.resolve("live/13/main/PG_VERSION"), "13\n");
        dataset = new Dataset(folder.resolve("live"), folder.resolve("live/13/main"));
    }

    @Test
    void a_snapshot_is_ready_with_all_that_its_sidecar_says() {
        SnapshotRecord taken = take("request-1");

        assertThat(taken.id()).matches("20261121t130000-[0-9a-f]{4}");
        assertThat(catalogue.list("orders"))
                .containsExactly(new CataloguedSnapshot(taken.id(), State.READY, java.util.Optional.of(taken)));
        assertThat(catalogue.require("orders", taken.id())).isEqualTo(taken);
        assertThat(taken.version()).isEqualTo(13);
        assertThat(taken.redoLocation()).isEqualTo("0/16B3D80", "postgres");
        assertThat(taken.dataDirectory()).isEqualTo("13/main");
        assertThat(taken.flushMilliseconds()).isEqualTo(1);
        assertThat(taken.storeMilliseconds()).isEqualTo(2);
        assertThat(catalogue.image(taken).resolve("13/main/PG_VERSION")).hasContent("13\n");
    }

    @Test
    void the_same_request_takes_one_snapshot_however_often_it_is_asked_also_at_the_same_time() {
        List<CompletableFuture<SnapshotRecord>> asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> take("request-1")))
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(catalogue.list("orders")).hasSize(1);
        assertThat(take("request-2")).isNotEqualTo(take("request-1"));
    }

    @Test
    void ids_sort_in_the_order_of_taking_within_a_second_and_with_a_clock_set_back() {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(take("request-" + i).id());
        }
        catalogue = catalogueAt(ONE_O_CLOCK.minusSeconds(3600));
        ids.add(take("after the clock was set back").id());

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(catalogue.newest("orders").orElseThrow().id()).isEqualTo(ids.get(20));
    }

    @Test
    void a_taking_killed_before_the_image_leaves_nothing() {
        storage.crashBeforeNextCall();
        assertThatThrownBy(() -> take("request-1")).isInstanceOf(FolderStorage.Crash.class);

        assertThat(catalogue.reconcile("orders")).isEmpty();
        assertThat(catalogue.list("orders")).isEmpty();
        assertThat(filesOf("orders")).isEmpty();
    }

    @Test
    void a_taking_killed_after_the_image_is_cleaned_up_and_taken_again() {
        storage.crashAfterNextCall();
        assertThatThrownBy(() -> take("request-1")).isInstanceOf(FolderStorage.Crash.class);
        assertThat(catalogue.list("orders"))
                .extracting(CataloguedSnapshot::state)
                .containsExactly(State.INCOMPLETE);
        assertThat(catalogue.newest("orders")).isEmpty();

        SnapshotRecord taken = take("request-1");

        assertThat(catalogue.list("orders")).extracting(CataloguedSnapshot::id).containsExactly(taken.id());
        assertThat(filesOf("orders")).containsExactly(taken.id(), taken.id() + ".json");
    }

    @Test
    void a_taking_whose_image_cannot_be_read_leaves_nothing() {
        assertThatThrownBy(() -> catalogue.take(request("request-1"), dataset, image -> {
                    throw new IllegalStateException("no control file");
                }))
                .hasMessage("no control file");

        assertThat(filesOf("orders")).isEmpty();
    }

    @Test
    void a_deletion_killed_at_any_point_is_finished_later() {
        SnapshotRecord first = take("request-1");
        SnapshotRecord second = take("request-2");
        storage.crashBeforeNextCall();
        assertThatThrownBy(() -> catalogue.delete("orders", first.id())).isInstanceOf(FolderStorage.Crash.class);
        assertThat(catalogue.list("orders").get(0).state()).isEqualTo(State.DELETING);
        assertThatThrownBy(() -> catalogue.require("orders", first.id())).isInstanceOf(StorageFailure.class);
        assertThat(catalogue.reconcile("orders")).containsExactly("finished the deletion of `" + first.id() + "`");
        storage.crashAfterNextCall();
        assertThatThrownBy(() -> catalogue.delete("orders", second.id())).isInstanceOf(FolderStorage.Crash.class);
        assertThat(catalogue.reconcile("orders")).hasSize(1);

        assertThat(filesOf("orders")).isEmpty();
        catalogue.delete("orders", first.id());
    }

    @Test
    void an_image_without_sidecar_and_intent_is_listed_and_never_removed() throws Exception {
        Path image = Files.createDirectories(place.snapshot("orders", "20261121t120000-0abc"));
        Path foreign = Files.createDirectory(place.snapshots("orders").resolve("before-the-fair"));

        assertThat(catalogue.reconcile("orders")).isEmpty();
        assertThat(prune().deleted()).isEmpty();
        assertThatThrownBy(() -> catalogue.delete("orders", "20261121t120000-0abc"))
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.code()).isEqualTo(StorageErrors.NO_SNAPSHOT));
        assertThatThrownBy(() -> catalogue.delete("orders", "before-the-fair")).isInstanceOf(StorageFailure.class);

        assertThat(catalogue.list("orders"))
                .extracting(CataloguedSnapshot::state)
                .containsExactly(State.INCOMPLETE, State.FOREIGN);
        assertThat(image).isDirectory();
        assertThat(foreign).isDirectory();
    }

    @Test
    void a_sidecar_whose_image_is_gone_is_dropped_unless_someone_counts_on_it() {
        SnapshotRecord held = take("request-1");
        SnapshotRecord free = take("request-2");
        catalogue.hold("orders", held.id(), "run-7");
        storage.remove(catalogue.image(held));
        storage.remove(catalogue.image(free));
        assertThat(catalogue.list("orders"))
                .extracting(CataloguedSnapshot::state)
                .containsOnly(State.MISSING);

        assertThat(catalogue.reconcile("orders"))
                .containsExactly("dropped the record of `" + free.id() + "`, whose image somebody removed");
        assertThat(catalogue.list("orders")).extracting(CataloguedSnapshot::id).containsExactly(held.id());
    }

    @Test
    void a_damaged_sidecar_means_incomplete_and_stops_nothing_else() throws Exception {
        SnapshotRecord damaged = take("request-1");
        SnapshotRecord good = take("request-2");
        Files.writeString(place.snapshots("orders").resolve(damaged.id() + ".json"), "{");

        assertThat(catalogue.list("orders"))
                .extracting(CataloguedSnapshot::state)
                .containsExactly(State.INCOMPLETE, State.READY);
        assertThat(prune().failed()).isEmpty();
        assertThat(catalogue.image(damaged)).isDirectory();
        assertThat(catalogue.newest("orders")).contains(good);
    }

    @Test
    void pinned_and_used_snapshots_stay_until_they_are_free() {
        SnapshotRecord pinned = take("request-1");
        SnapshotRecord used = take("request-2");
        SnapshotRecord free = take("request-3");
        SnapshotRecord newest = take("request-4");
        catalogue.pin("orders", pinned.id(), "before the fair");
        catalogue.hold("orders", used.id(), "run-7");
        catalogue.hold("orders", used.id(), "run-7");

        Pruning.Pruned pruned = prune();

        assertThat(pruned.deleted()).containsExactly(free.id());
        assertThat(pruned.failed()).isEmpty();
        assertThat(pruned.kept())
                .extracting(Retention.Verdict::reason)
                .containsExactly("used by run-7", "pinned (before the fair)");
        assertThatThrownBy(() -> catalogue.delete("orders", pinned.id()))
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.code()).isEqualTo(StorageErrors.HELD))
                .hasMessageContaining("pinned (before the fair)");

        catalogue.unpin("orders", pinned.id());
        catalogue.release("orders", used.id(), "someone else");
        catalogue.release("orders", used.id(), "run-7");
        assertThat(prune().deleted()).containsExactlyInAnyOrder(pinned.id(), used.id());
        assertThat(catalogue.list("orders")).extracting(CataloguedSnapshot::id).containsExactly(newest.id());
    }

    @Test
    void an_unknown_snapshot_and_a_name_that_escapes_are_refused() {
        for (String id : List.of("20261121t130000-ffff", "../../live", "", "x")) {
            assertThatThrownBy(() -> catalogue.require("orders", id))
                    .isInstanceOfSatisfying(
                            StorageFailure.class, e -> assertThat(e.code()).isEqualTo(StorageErrors.NO_SNAPSHOT));
        }
        assertThatThrownBy(() -> catalogue.list("../orders")).isInstanceOf(StorageFailure.class);
    }

    @Test
    void clusters_of_one_place_do_not_see_each_other() {
        take("request-1");

        assertThat(catalogue.list("billing")).isEmpty();
    }

    private Pruning.Pruned prune() {
        Clock clock = Clock.fixed(ONE_O_CLOCK, ZoneOffset.UTC);
        return new Pruning(catalogue, () -> new Storage.Space(1, 2), clock)
                .prune("orders", KeepPolicy.newest(1), FreeShare.NONE);
    }

    private SnapshotRecord take(String requestId) {
        return catalogue.take(request(requestId), dataset, image -> {
            assertThat(image.resolve("PG_VERSION")).exists();
            return FACTS;
        });
    }

    private static SnapshotCatalogue.Request request(String requestId) {
        return new SnapshotCatalogue.Request("orders", requestId, "dba", Capabilities.Consistency.ATOMIC);
    }

    private SnapshotCatalogue catalogueAt(Instant now) {
        return new SnapshotCatalogue(place, storage, Clock.fixed(now, ZoneOffset.UTC), new Random(4711));
    }

    private List<String> filesOf(String cluster) {
        try (var entries = Files.list(place.snapshots(cluster))) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
