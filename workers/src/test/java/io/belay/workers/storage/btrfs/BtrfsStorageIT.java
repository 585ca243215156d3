package io.belay.workers.storage.btrfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.posix.Reflink;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.LoopMount;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.Storage;
import io.belay.workers.storage.StorageConformance;
import io.belay.workers.storage.StorageErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BtrfsStorageIT extends StorageConformance {

    private static LoopMount mount;
    private static int tests;

    @BeforeAll
    static void mountFileSystem() throws IOException {
        mount = LoopMount.of("btrfs", 1L << 30);
    }

    @AfterAll
    static void unmountFileSystem() throws IOException {
        if (mount != null) {
            mount.close();
        }
    }

    @Override
    protected Path freshFolder() throws IOException {
        return Files.createDirectory(mount.path().resolve("test-" + ++tests));
    }

    @Override
    protected void createUnit(Path path) {
        Subvolumes.create(path);
    }

    @Override
    protected Storage driver(Place place) {
        assertThat(Drivers.of(place).driver()).isEqualTo("btrfs");
        return new BtrfsStorage(place);
    }

    @Override
    protected void leaveHalfMade(Place where, Path destination) {
        // The call is atomic: what it can leave is a whole image that nobody knows of, or one that was just being
        // removed.
        where.prepare(destination);
        Subvolumes.snapshot(dataset().root(), destination, true);
        Subvolumes.setReadOnly(destination, false);
    }

    @Override
    protected boolean isSharing() {
        return true;
    }

    @Test
    void a_snapshot_is_atomic_and_flush_and_store_are_timed_apart() {
        Storage.Timing timing = storage().snapshot(dataset(), place().snapshot("orders", "timed"));

        assertThat(storage().probe(dataset(), place().root()).consistency()).isEqualTo(Capabilities.Consistency.ATOMIC);
        assertThat(timing.flushMilliseconds()).isNotNegative();
        assertThat(timing.storeMilliseconds()).isNotNegative();
    }

    /** Told too late, it lets a tool that writes without syncs take the room of live. */
    @Test
    void what_is_written_but_waits_in_memory_is_not_free_any_more() throws Exception {
        try (LoopMount other = LoopMount.of("btrfs", 512L << 20)) {
            Storage store = new BtrfsStorage(Place.at(other.path()));
            Storage.Space before = store.space(other.path());

            Files.write(other.path().resolve("waiting"), new byte[64 << 20]);

            assertThat(store.space(other.path()).freeBytes()).isLessThanOrEqualTo(before.freeBytes() - (63 << 20));
        }
    }

    @Test
    void a_folder_of_the_top_level_subvolume_is_refused() throws Exception {
        Path data = Files.createDirectories(freshFolder().resolve("data"));

        assertProblems(DatasetFinder.find(data), StorageErrors.NO_OWN_SUBVOLUME);
    }

    @Test
    void a_place_inside_the_dataset_is_refused() throws Exception {
        Path inside = Files.createDirectory(dataset().root().resolve("belay"));

        assertThat(codes(storage().probe(dataset(), inside))).containsExactly(StorageErrors.CONTAINS_PLACE);
    }

    @Test
    void a_place_on_another_file_system_is_refused() throws Exception {
        try (LoopMount other = LoopMount.of("btrfs", 256L << 20)) {
            assertThat(codes(storage().probe(dataset(), other.path())))
                    .containsExactly(StorageErrors.OTHER_FILE_SYSTEM);
        }
        assertThat(codes(storage().probe(dataset(), Path.of("/proc")))).containsExactly(StorageErrors.UNSUITABLE);
    }

    @Test
    void a_nested_subvolume_is_refused_inside_the_data_directory_and_noted_beside_it() {
        Subvolumes.create(dataset().root().resolve("beside"));
        assertThat(storage().probe(dataset(), place().root()).problems()).isEmpty();
        assertThat(storage().probe(dataset(), place().root()).notes())
                .anyMatch(note -> note.contains("beside` inside the dataset will not be in its snapshots"));

        Subvolumes.create(dataset().dataDirectory().resolve("base/6"));

        assertProblems(dataset(), StorageErrors.NESTED);
        assertRefused(StorageErrors.NESTED, () -> storage().snapshot(dataset(), place().snapshot("orders", "nested")));
        assertThat(place().snapshot("orders", "nested")).doesNotExist();
    }

    @Test
    void a_mount_inside_the_data_directory_is_refused() throws Exception {
        Path point = Files.createDirectory(dataset().dataDirectory().resolve("pg_stat_tmp"));
        LoopMount.require("mount", "-t", "tmpfs", "none", point.toString());
        try {
            assertProblems(dataset(), StorageErrors.NESTED);
        } finally {
            LoopMount.require("umount", point.toString());
        }
    }

    @Test
    void links_that_leave_the_dataset_are_refused_and_those_inside_it_are_not() throws Exception {
        Path data = dataset().dataDirectory();
        Path inside = Files.createDirectory(dataset().root().resolve("space"));
        Files.createSymbolicLink(data.resolve("pg_tblspc/16401"), inside);
        assertThat(storage().probe(dataset(), place().root()).problems()).isEmpty();

        Path outside = Files.createDirectory(dataset().root().resolveSibling("outside"));
        Files.createSymbolicLink(data.resolve("pg_tblspc/16402"), outside);
        Files.createSymbolicLink(data.resolve("pg_tblspc/16403"), outside.resolve("nowhere"));
        Files.delete(data.resolve("pg_wal"));
        Files.createSymbolicLink(data.resolve("pg_wal"), outside);

        assertProblems(dataset(), StorageErrors.LINK_LEAVES, StorageErrors.LINK_LEAVES, StorageErrors.LINK_LEAVES);
    }

    @Test
    void nodatacow_compression_and_a_data_directory_without_a_folder_above_are_noted() throws Exception {
        Path root = freshFolder().resolve("whole");
        Subvolumes.create(root);
        LoopMount.require("chattr", "+C", root.toString());

        assertThat(storage().probe(DatasetFinder.find(root), place().root()).notes())
                .anyMatch(note -> note.contains("nodatacow"))
                .anyMatch(note -> note.contains("is itself the subvolume"));
    }

    @Test
    void a_place_that_is_a_subvolume_of_its_own_works() throws Exception {
        Path folder = freshFolder();
        Subvolumes.create(folder.resolve("belay"));
        Files.setPosixFilePermissions(
                folder.resolve("belay"), java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        Place own = Place.at(folder.resolve("belay"));
        var driver = new BtrfsStorage(own);

        driver.snapshot(dataset(), own.snapshot("orders", "one"));
        driver.copy(own.snapshot("orders", "one"), own.candidate("run").path());

        assertThat(own.candidate("run").exists()).isTrue();
    }

    @Test
    void a_plain_folder_where_an_image_should_be_is_not_removed() throws Exception {
        Path folder = Files.createDirectories(place().snapshot("orders", "by-hand"));

        assertRefused(StorageErrors.NOT_OURS, () -> storage().remove(folder));
        assertThat(folder).isDirectory();
    }

    @Test
    void a_tree_in_which_someone_made_a_subvolume_is_not_removed() {
        Path candidate = candidate();
        Subvolumes.create(candidate.resolve("theirs"));

        assertRefused(StorageErrors.NESTED, () -> storage().remove(candidate));
        assertThat(candidate.resolve("theirs")).isDirectory();
    }

    @Test
    void nested_subvolumes_are_all_found_also_more_than_one_call_returns() {
        Path root = dataset().root();
        for (int i = 0; i < 300; i++) {
            Subvolumes.create(root.resolve("13").resolve("n" + i));
        }

        assertThat(Subvolumes.nested(root)).hasSize(300).contains(Path.of("13/n0"), Path.of("13/n299"));
    }

    @Test
    void different_parts_of_one_compressed_extent_look_alike_and_are_still_told_apart() throws Exception {
        Path root = dataset().root();
        LoopMount.require(
                "chattr", "+c", dataset().dataDirectory().resolve("base/5").toString());
        byte[] halves = new byte[128 << 10];
        java.util.Arrays.fill(halves, 64 << 10, halves.length, (byte) 'b');
        Path whole = Files.write(file(root, "whole"), halves);
        io.belay.workers.posix.Durable.sync(whole);
        Path first = Files.createFile(file(root, "first"));
        Path second = Files.createFile(file(root, "second"));
        Reflink.cloneRange(whole, 0, 64 << 10, first, 0);
        Reflink.cloneRange(whole, 64 << 10, 64 << 10, second, 0);
        Path snapshot = snapshot("base");

        List<Storage.FileVerdict> verdicts = new ArrayList<>();
        storage()
                .difference(
                        snapshot,
                        snapshot,
                        List.of(new Storage.FilePair(inData("first"), inData("second"))),
                        verdicts::add);

        assertThat(io.belay.workers.posix.FileExtents.of(first, true))
                .as("the trap: same place, same length")
                .isEqualTo(io.belay.workers.posix.FileExtents.of(second, true));
        assertThat(verdicts.get(0).proof()).isEqualTo(Storage.Proof.DIFFERENT);
    }

    @Test
    void a_file_of_many_extents_is_mapped_over_many_pages() throws Exception {
        Path many = file(dataset().root(), "many");
        try (var file = new java.io.RandomAccessFile(many.toFile(), "rw")) {
            for (int i = 0; i < 3000; i++) {
                file.seek(i * 8192L);
                file.write(bytes(4096, i));
            }
        }
        Path candidate = candidate();
        assertThat(io.belay.workers.posix.FileExtents.of(many, true)).hasSize(3000);
        assertThat(compare(candidate, "many").get(0).proof()).isEqualTo(Storage.Proof.SHARED);

        try (var file = new java.io.RandomAccessFile(file(candidate, "many").toFile(), "rw")) {
            file.seek(2999 * 8192L);
            file.write(0);
        }

        Storage.FileVerdict verdict = compare(candidate, "many").get(0);
        assertThat(verdict.proof()).isEqualTo(Storage.Proof.DIFFERENT);
        assertThat(verdict.bytesRead()).isLessThanOrEqualTo(2 * 8192);
    }

    private void assertProblems(Dataset dataset, ErrorCode... codes) {
        assertThat(codes(storage().probe(dataset, place().root()))).containsExactly(codes);
    }

    private static List<ErrorCode> codes(Capabilities capabilities) {
        return capabilities.problems().stream().map(Capabilities.Problem::code).toList();
    }
}
