package io.belay.workers.storage;

import static io.belay.workers.storage.Storage.Proof.DIFFERENT;
import static io.belay.workers.storage.Storage.Proof.READ_AND_SAME;
import static io.belay.workers.storage.Storage.Proof.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.storage.Storage.FilePair;
import io.belay.workers.storage.Storage.FileVerdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage driver promises. One subclass per driver says where it runs. */
public abstract class StorageConformance {

    /** Above what any store keeps in its metadata, and no multiple of a block. */
    private static final int LARGE = 300_001;

    private static final long SEED = 20261121;

    private Place place;
    private Storage storage;
    private Dataset dataset;

    /** An empty folder of the driver's store, new for each test. */
    protected abstract Path freshFolder() throws IOException;

    /** Makes a storage unit at the path that can be snapshotted by itself: a subvolume, a dataset, a folder. */
    protected abstract void createUnit(Path path) throws IOException;

    protected abstract Storage driver(Place place);

    /** What a crash of this driver in the middle of making the destination leaves. */
    protected abstract void leaveHalfMade(Place where, Path destination) throws IOException;

    /** Whether copies share their blocks, so that nothing has to be read to compare them. */
    protected abstract boolean isSharing();

    @BeforeEach
    void prepare() throws IOException {
        Path folder = freshFolder();
        Path placeFolder = Files.createDirectory(
                folder.resolve("belay"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        place = Place.at(placeFolder);
        storage = driver(place);
        createUnit(folder.resolve("live"));
        Path data = Files.createDirectories(folder.resolve("live/13/data/base/5"));
        Files.createDirectory(folder.resolve("live/13/data/pg_tblspc"));
        Files.createDirectory(folder.resolve("live/13/data/pg_wal"));
        write(data.resolve("large"), LARGE, 1);
        write(data.resolve("tiny"), 11, 2);
        Files.createFile(data.resolve("empty"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(data.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(10 << 20);
            sparse.seek(5 << 20);
            sparse.write(bytes(LARGE, 3));
        }
        dataset = storage.dataset(folder.resolve("live/13/data"));
    }

    protected final Place place() {
        return place;
    }

    protected final Storage storage() {
        return storage;
    }

    protected final Dataset dataset() {
        return dataset;
    }

    @Test
    void a_good_dataset_has_no_problems() {
        assertThat(storage.probe(dataset, place.root()).problems()).isEmpty();
    }

    @Test
    void a_snapshot_is_frozen_while_its_source_changes() throws Exception {
        Path snapshot = snapshot("one");

        Files.writeString(file(dataset.root(), "tiny"), "changed");
        Files.delete(file(dataset.root(), "large"));
        Files.writeString(file(dataset.root(), "new"), "new");

        assertThat(file(snapshot, "tiny")).hasBinaryContent(bytes(11, 2));
        assertThat(file(snapshot, "large")).hasBinaryContent(bytes(LARGE, 1));
        assertThat(file(snapshot, "new")).doesNotExist();
    }

    @Test
    void a_snapshot_and_a_waypoint_cannot_be_written() throws Exception {
        Path snapshot = snapshot("one");
        Path candidate = place.candidate("run").path();
        storage.copy(snapshot, candidate);
        Path waypoint = place.waypoint("run", "upgraded");
        storage.freeze(candidate, waypoint);

        for (Path image : List.of(snapshot, waypoint)) {
            assertThatThrownBy(() -> Files.writeString(file(image, "tiny"), "x"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Files.createFile(image.resolve("new"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Files.delete(file(image, "tiny"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_clone_is_writable_and_independent_in_both_directions() throws Exception {
        Path snapshot = snapshot("one");
        Path first = place.candidate("run-1").path();
        Path second = place.clone("orders", "mine").path();
        storage.copy(snapshot, first);
        storage.copy(snapshot, second);

        Files.writeString(file(first, "tiny"), "first");
        Files.writeString(file(dataset.root(), "tiny"), "live");

        assertThat(file(first, "tiny")).hasContent("first");
        assertThat(file(second, "tiny")).hasBinaryContent(bytes(11, 2));
        assertThat(file(snapshot, "tiny")).hasBinaryContent(bytes(11, 2));
        assertThat(file(dataset.root(), "tiny")).hasContent("live");
    }

    @Test
    void a_candidate_goes_back_to_its_waypoint() throws Exception {
        Path candidate = place.candidate("run").path();
        storage.copy(snapshot("one"), candidate);
        Files.writeString(file(candidate, "tiny"), "good");
        Path waypoint = place.waypoint("run", "good");
        storage.freeze(candidate, waypoint);
        Files.writeString(file(candidate, "tiny"), "broken");

        storage.remove(candidate);
        storage.copy(waypoint, candidate);

        assertThat(file(candidate, "tiny")).hasContent("good");
    }

    @Test
    void owner_and_mode_survive_a_snapshot_and_a_clone() throws Exception {
        Files.setPosixFilePermissions(dataset.dataDirectory(), PosixFilePermissions.fromString("rwx------"));
        Path candidate = place.candidate("run").path();

        storage.copy(snapshot("one"), candidate);

        Path data = candidate.resolve(dataset.relativeDataDirectory());
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getOwner(data)).isEqualTo(Files.getOwner(dataset.dataDirectory()));
    }

    @Test
    void a_destination_that_exists_is_refused_and_unharmed() throws Exception {
        Path snapshot = snapshot("one");
        Path candidate = place.candidate("run").path();
        storage.copy(snapshot, candidate);
        Files.writeString(file(candidate, "tiny"), "mine");

        assertRefused(StorageErrors.EXISTS, () -> storage.snapshot(dataset, snapshot));
        assertRefused(StorageErrors.EXISTS, () -> storage.copy(snapshot, candidate));
        assertRefused(StorageErrors.EXISTS, () -> storage.freeze(candidate, snapshot));
        assertRefused(StorageErrors.EXISTS, () -> storage.rename(candidate, snapshot));

        assertThat(file(candidate, "tiny")).hasContent("mine");
        assertThat(file(snapshot, "tiny")).hasBinaryContent(bytes(11, 2));
    }

    @Test
    void a_rename_moves_the_whole_also_of_an_image_and_it_stays_frozen() throws Exception {
        Path snapshot = snapshot("one");
        Path candidate = place.candidate("run").path();
        storage.copy(snapshot, candidate);
        Path kept = place.clone("orders", "kept").path();
        Path waypoint = place.waypoint("run", "start");

        storage.rename(candidate, kept);
        storage.rename(snapshot, waypoint);

        assertThat(candidate).doesNotExist();
        assertThat(snapshot).doesNotExist();
        assertThat(file(kept, "tiny")).hasBinaryContent(bytes(11, 2));
        Files.writeString(file(kept, "tiny"), "writable");
        assertThatThrownBy(() -> Files.writeString(file(waypoint, "tiny"), "x")).isInstanceOf(IOException.class);
    }

    @Test
    void removing_takes_images_and_trees_and_is_repeatable() {
        Path snapshot = snapshot("one");
        Path candidate = place.candidate("run").path();
        storage.copy(snapshot, candidate);

        storage.remove(snapshot);
        storage.remove(snapshot);
        storage.remove(candidate);
        storage.remove(place.waypoint("never", "was"));

        assertThat(snapshot).doesNotExist();
        assertThat(candidate).doesNotExist();
        assertThat(file(dataset.root(), "tiny")).exists();
    }

    @Test
    void nothing_but_entries_of_the_place_is_removed_made_or_changed() throws Exception {
        Path snapshot = snapshot("one");
        Path link = place.candidate("link").path();
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, dataset.root());
        Files.createDirectories(place.root().resolve("waypoints"));
        Files.createSymbolicLink(
                place.root().resolve("waypoints/run"), dataset.root().getParent());
        List<Path> foreign = List.of(
                dataset.root(),
                dataset.root().getParent(),
                place.root(),
                place.root().resolve("snapshots"),
                place.snapshots("orders"),
                place.root().resolve("candidates/../snapshots/orders/one"),
                snapshot.resolve("13"),
                place.root().resolve("elsewhere"),
                link,
                place.root().resolve("waypoints/run/live"));

        for (Path path : foreign) {
            assertRefused(StorageErrors.NOT_OURS, () -> storage.remove(path));
            assertRefused(StorageErrors.NOT_OURS, () -> storage.copy(snapshot, path));
            assertRefused(StorageErrors.NOT_OURS, () -> storage.freeze(path, place.waypoint("r", "w")));
            assertRefused(StorageErrors.NOT_OURS, () -> storage.rename(path, place.waypoint("r", "w")));
            assertRefused(StorageErrors.NOT_OURS, () -> storage.snapshot(dataset, path));
        }

        assertThat(file(dataset.root(), "tiny")).hasBinaryContent(bytes(11, 2));
        assertThat(file(snapshot, "tiny")).hasBinaryContent(bytes(11, 2));
    }

    @Test
    void what_a_crash_left_is_removed_and_the_name_used_again() throws Exception {
        Path destination = place.snapshot("orders", "20261121t130000-0001");
        leaveHalfMade(place, destination);

        storage.remove(destination);
        storage.snapshot(dataset, destination);

        assertThat(file(destination, "large")).hasBinaryContent(bytes(LARGE, 1));
    }

    @Test
    void space_is_free_and_total() {
        Storage.Space space = storage.space(place.root());

        assertThat(space.freeBytes()).isPositive().isLessThanOrEqualTo(space.totalBytes());
    }

    @Test
    void untouched_files_of_a_clone_are_proven_the_same() throws Exception {
        Path candidate = candidate();

        List<FileVerdict> verdicts = compare(candidate, "large", "sparse", "tiny", "empty");

        assertThat(verdicts)
                .extracting(verdict -> verdict.pair().left())
                .containsExactly(inData("large"), inData("sparse"), inData("tiny"), inData("empty"));
        assertThat(verdicts).noneMatch(verdict -> verdict.proof() == DIFFERENT);
        assertThat(verdicts.get(0).bytes()).isEqualTo(LARGE);
        if (isSharing()) {
            assertThat(verdicts.get(0).proof()).isEqualTo(SHARED);
            assertThat(verdicts.get(0).bytesRead()).isZero();
            assertThat(verdicts.get(1).proof()).isEqualTo(SHARED);
            assertThat(verdicts.get(1).bytesRead()).isZero();
        }
        assertThat(verdicts.get(3).bytesRead()).isZero();
    }

    @Test
    void one_changed_byte_is_found_wherever_it_is() throws Exception {
        Path candidate = candidate();
        List<Integer> places = new ArrayList<>(List.of(0, 4095, 4096, LARGE - 1));
        new Random(SEED).ints(4, 0, LARGE).forEach(places::add);
        for (int at : places) {
            String name = "copy-of-large-" + at;
            Files.write(file(candidate, name), bytes(LARGE, 1));
            flip(file(candidate, name), at);

            FileVerdict verdict = compare(candidate, new FilePair(inData("large"), inData(name)));

            assertThat(verdict.proof()).as("seed %s, byte %s", SEED, at).isEqualTo(DIFFERENT);
            assertThat(verdict.detail()).contains("byte " + at);
        }
        flip(file(candidate, "large"), 200_000);
        flip(file(candidate, "tiny"), 3);
        flip(file(candidate, "sparse"), 1 << 20);
        assertThat(compare(candidate, "large", "tiny", "sparse"))
                .extracting(FileVerdict::proof)
                .containsOnly(DIFFERENT);
    }

    @Test
    void the_same_bytes_written_anew_are_read_and_the_same_and_only_where_they_are_not_shared() throws Exception {
        Path candidate = candidate();
        try (RandomAccessFile large =
                new RandomAccessFile(file(candidate, "large").toFile(), "rw")) {
            byte[] block = new byte[4096];
            large.seek(8192);
            large.readFully(block);
            large.seek(8192);
            large.write(block);
        }

        FileVerdict verdict = compare(candidate, "large").get(0);

        assertThat(verdict.proof()).isEqualTo(READ_AND_SAME);
        if (isSharing()) {
            assertThat(verdict.bytesRead()).isEqualTo(2 * 4096);
        }
    }

    @Test
    void another_size_is_a_difference_also_when_all_blocks_are_shared() throws Exception {
        Path candidate = candidate();
        try (RandomAccessFile large =
                new RandomAccessFile(file(candidate, "large").toFile(), "rw")) {
            large.setLength(LARGE - 1);
        }
        Files.writeString(file(candidate, "empty"), "x");

        assertThat(compare(candidate, "large", "empty"))
                .allSatisfy(verdict -> assertThat(verdict.proof()).isEqualTo(DIFFERENT))
                .allSatisfy(verdict -> assertThat(verdict.detail()).contains("sizes differ"));
    }

    @Test
    void a_hole_and_written_zeroes_are_the_same_bytes() throws Exception {
        Path candidate = candidate();
        try (RandomAccessFile sparse =
                new RandomAccessFile(file(candidate, "sparse").toFile(), "rw")) {
            sparse.seek(1 << 20);
            sparse.write(new byte[8192]);
        }

        assertThat(compare(candidate, "sparse").get(0).proof()).isEqualTo(READ_AND_SAME);
    }

    @Test
    void hard_links_side_by_side_are_proven_like_the_files_they_are() throws Exception {
        Path candidate = candidate();
        Path twin = place.waypoint("run", "twin");
        storage.freeze(candidate, twin);
        Path linked = Files.createDirectories(candidate.resolve("17/data/base/5"));
        Files.createLink(linked.resolve("large"), file(candidate, "large"));

        List<FileVerdict> verdicts = new ArrayList<>();
        storage.difference(
                twin, candidate, List.of(new FilePair(inData("large"), "17/data/base/5/large")), verdicts::add);

        assertThat(verdicts.get(0).proof()).isEqualTo(isSharing() ? SHARED : READ_AND_SAME);
    }

    @Test
    void links_folders_and_missing_files_are_differences_and_never_followed() throws Exception {
        Path candidate = candidate();
        Path data = candidate.resolve(dataset.relativeDataDirectory()).resolve("base/5");
        Files.delete(file(candidate, "large"));
        Files.createSymbolicLink(file(candidate, "large"), file(dataset.root(), "large"));
        Files.delete(file(candidate, "tiny"));
        Files.move(data, data.resolveSibling("6"));
        Files.createSymbolicLink(data, data.resolveSibling("6"));

        assertThat(compare(candidate, "large", "tiny", "sparse"))
                .allSatisfy(verdict ->
                        assertThat(verdict.detail()).isEqualTo("missing, or no regular file, on the right side"));
        assertThatThrownBy(() -> compare(candidate, new FilePair("../live/x", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    protected final Path snapshot(String id) {
        Path snapshot = place.snapshot("orders", id);
        storage.snapshot(dataset, snapshot);
        return snapshot;
    }

    protected final Path file(Path root, String name) {
        return root.resolve(inData(name));
    }

    protected final String inData(String name) {
        return dataset.relativeDataDirectory().resolve("base/5").resolve(name).toString();
    }

    protected final List<FileVerdict> compare(Path tree, String... names) {
        List<FilePair> pairs = new ArrayList<>();
        for (String name : names) {
            pairs.add(new FilePair(inData(name), inData(name)));
        }
        List<FileVerdict> verdicts = new ArrayList<>();
        storage.difference(place.snapshot("orders", "base"), tree, pairs, verdicts::add);
        return verdicts;
    }

    private FileVerdict compare(Path tree, FilePair pair) {
        List<FileVerdict> verdicts = new ArrayList<>();
        storage.difference(place.snapshot("orders", "base"), tree, List.of(pair), verdicts::add);
        return verdicts.get(0);
    }

    protected final Path candidate() {
        Path candidate = place.candidate("run").path();
        storage.copy(snapshot("base"), candidate);
        return candidate;
    }

    protected static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    protected static byte[] bytes(int length, int kind) {
        byte[] bytes = new byte[length];
        new Random(SEED + kind).nextBytes(bytes);
        return bytes;
    }

    protected static void write(Path path, int length, int kind) throws IOException {
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isFalse();
        Files.write(path, bytes(length, kind));
    }

    private static void flip(Path path, int at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ 1);
        }
    }
}
