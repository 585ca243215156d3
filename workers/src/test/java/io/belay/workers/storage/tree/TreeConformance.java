package io.belay.workers.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.posix.FileFlags;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Capabilities.Consistency;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.Storage;
import io.belay.workers.storage.StorageConformance;
import io.belay.workers.storage.StorageErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every driver promises that copies file by file, beyond what all drivers do. */
public abstract class TreeConformance extends StorageConformance {

    private final List<Path> made = new ArrayList<>();

    /** A folder of the driver's store; removed with all that comes into it. */
    protected abstract Path newFolder() throws IOException;

    protected abstract FileCopier copier();

    @Override
    protected final Path freshFolder() throws IOException {
        Path folder = newFolder();
        made.add(folder);
        return folder;
    }

    @AfterEach
    void removeFolders() {
        made.forEach(TreeRemoval::remove);
    }

    @Override
    protected final void createUnit(Path path) throws IOException {
        Files.createDirectory(path);
    }

    @Override
    protected final Storage driver(Place place) {
        return new TreeStorage(place, copier());
    }

    @Override
    protected final boolean isSharing() {
        return copier().isSharing();
    }

    @Override
    protected final void leaveHalfMade(Place where, Path destination) throws IOException {
        where.prepare(destination);
        Path unfinished = where.unfinished(destination);
        Path half = Files.createDirectories(unfinished.resolve("13/data/base"));
        Files.writeString(half.resolve("half"), "half");
        Freezing freezing = Freezing.possibleIn(half);
        freezing.freezeAgain(half.resolve("half"));
        freezing.freezeAgain(half);
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("stale"), "of a removal that was interrupted between its two steps");
    }

    @Test
    void a_running_server_needs_backup_mode_and_copies_are_as_cheap_as_the_store_makes_them() {
        Capabilities can = storage().probe(dataset(), place().root());

        assertThat(can.consistency()).isEqualTo(Consistency.BACKUP_MODE);
        assertThat(can.cheapSnapshots()).isEqualTo(isSharing());
        assertThat(can.notes()).anyMatch(note -> note.contains("backup mode"));
    }

    @Test
    void files_are_copied_between_the_backups_begin_and_its_end_and_what_it_leaves_out_is_missing() throws Exception {
        Path data = dataset().dataDirectory();
        Files.writeString(data.resolve("postmaster.pid"), "1");
        Files.createDirectory(data.resolve("pg_replslot"));
        Files.writeString(data.resolve("pg_replslot/state"), "slot");
        Files.writeString(data.resolve("pg_wal/000000010000000000000001"), "live's own");
        Scripted backup = new Scripted();

        Path image = snapshot("one", backup);

        Path copied = image.resolve(dataset().relativeDataDirectory());
        assertThat(backup.order).startsWith("begin", "goOn").endsWith("end");
        assertThat(copied.resolve("postmaster.pid")).doesNotExist();
        assertThat(copied.resolve("pg_replslot")).isEmptyDirectory();
        assertThat(file(image, "tiny")).hasBinaryContent(bytes(11, 2));
        assertThat(copied.resolve("backup_label")).hasContent("label");
        try (Stream<Path> log = Files.list(copied.resolve("pg_wal"))) {
            assertThat(log).containsExactly(copied.resolve("pg_wal/segment"));
        }
        assertThatThrownBy(() -> Files.writeString(copied.resolve("backup_label"), "x"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Files.createFile(copied.resolve("pg_wal/more")))
                .isInstanceOf(IOException.class);
        assertThat(Files.exists(data.resolve("backup_label"))).isFalse();
    }

    @Test
    void files_that_vanish_are_no_failure_in_backup_mode_only() throws Exception {
        Path image = snapshot("one", new Scripted() {
            @Override
            public boolean leavesOut(Path relative, boolean isFolder) {
                if (relative.endsWith("tiny")) {
                    delete(dataset().dataDirectory().resolve(relative));
                }
                return super.leavesOut(relative, isFolder);
            }
        });

        assertThat(file(image, "tiny")).doesNotExist();
        assertThat(file(image, "large")).exists();
    }

    @Test
    void what_the_backup_throws_voids_the_image() throws Exception {
        for (String step : List.of("begin", "goOn", "end")) {
            Scripted failing = new Scripted() {
                @Override
                void done(String what) {
                    super.done(what);
                    if (what.equals(step)) {
                        throw new IllegalStateException("the session died");
                    }
                }
            };
            Path destination = place().snapshot("orders", "void");

            assertThatThrownBy(() -> storage().snapshot(dataset(), destination, failing))
                    .hasMessage("the session died");

            assertThat(destination).doesNotExist();
            assertThat(place().unfinished(destination)).doesNotExist();
        }
    }

    @Test
    void hard_links_stay_links_in_a_waypoint() throws Exception {
        Path candidate = candidate();
        Files.createDirectories(candidate.resolve("17/data"));
        Files.createLink(candidate.resolve("17/data/large"), file(candidate, "large"));
        Path waypoint = place().waypoint("run", "upgraded");

        storage().freeze(candidate, waypoint);

        FileEntry one = FileEntry.of(file(waypoint, "large"));
        FileEntry other = FileEntry.of(waypoint.resolve("17/data/large"));
        assertThat(other.inode()).isEqualTo(one.inode());
        assertThat(one.links()).isEqualTo(2);
        assertThatThrownBy(() -> Files.writeString(file(waypoint, "large"), "x"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_log_behind_a_link_becomes_a_folder_and_tablespaces_keep_their_place_to_the_data() throws Exception {
        Path data = dataset().dataDirectory();
        Path folder = Place.folderOf(Place.folderOf(Place.folderOf(data)));
        Path log = Files.createDirectory(folder.resolve("log"));
        Files.writeString(log.resolve("segment"), "wal");
        Files.delete(data.resolve("pg_wal"));
        Files.createSymbolicLink(data.resolve("pg_wal"), log);
        Path space = Files.createDirectories(folder.resolve("spaces/fast"));
        Files.writeString(space.resolve("16402"), "rows");
        Files.writeString(folder.resolve("spaces/other"), "no part of the cluster");
        Files.createSymbolicLink(data.resolve("pg_tblspc/16401"), space);
        Dataset wider = storage().dataset(data);
        Path image = place().snapshot("orders", "wide");

        storage().snapshot(wider, image);

        assertThat(storage().probe(wider, place().root()).problems()).isEmpty();
        assertThat(wider.root()).isEqualTo(folder);
        Path copied = image.resolve(wider.relativeDataDirectory());
        assertThat(copied.resolve("pg_wal")).isDirectory();
        assertThat(Files.isSymbolicLink(copied.resolve("pg_wal"))).isFalse();
        assertThat(copied.resolve("pg_wal/segment")).hasContent("wal");
        assertThat(image.resolve("spaces/fast/16402")).hasContent("rows");
        assertThat(image.resolve("spaces/other")).doesNotExist();
        assertThat(Files.readSymbolicLink(copied.resolve("pg_tblspc/16401"))).isEqualTo(space);
    }

    @Test
    void links_that_lead_nowhere_and_a_place_inside_the_data_are_refused() throws Exception {
        Path data = dataset().dataDirectory();
        Path inside = Files.createDirectory(data.resolve("belay"));
        assertThat(codes(storage().probe(dataset(), inside))).containsExactly(StorageErrors.CONTAINS_PLACE);

        Files.createSymbolicLink(data.resolve("pg_tblspc/16403"), Path.of("/nowhere/at/all"));

        assertThat(codes(storage().probe(storage().dataset(data), place().root())))
                .containsExactly(StorageErrors.LINK_LEAVES);
        assertRefused(StorageErrors.LINK_LEAVES, () -> snapshot("refused"));
    }

    @Test
    void root_freezes_by_the_flag_that_holds_against_root_and_others_by_the_mode() throws Exception {
        Path tiny = file(snapshot("one"), "tiny");

        if (Accounts.isRoot()) {
            assertThat(FileFlags.of(tiny).immutable()).isTrue();
        } else {
            assertThat(FileEntry.of(tiny).ownerMayWrite()).isFalse();
        }
        assertThat(FileEntry.of(file(candidateOf("one"), "tiny")).ownerMayWrite())
                .isTrue();
    }

    @Test
    void a_half_removed_tree_is_no_tree_any_more_and_its_removal_goes_on() throws Exception {
        Path snapshot = snapshot("one");
        Freezing.thaw(snapshot);
        Files.move(snapshot, place().unfinished(snapshot));
        assertThat(snapshot).doesNotExist();
        assertThat(place().list(Place.Kind.SNAPSHOT, "orders")).contains(snapshot);

        storage().remove(snapshot);

        assertThat(place().unfinished(snapshot)).doesNotExist();
        assertThat(place().list(Place.Kind.SNAPSHOT, "orders")).doesNotContain(snapshot);
    }

    @Test
    void nobody_else_can_enter_what_is_not_finished() throws Exception {
        Path destination = place().snapshot("orders", "private");
        List<Integer> modes = new ArrayList<>();

        storage().snapshot(dataset(), destination, new Scripted() {
            @Override
            public void end(Path image) {
                super.end(image);
                try {
                    modes.add(FileEntry.of(place().unfinished(destination)).mode());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        assertThat(modes).containsExactly(0700);
        assertThat(FileEntry.of(destination).mode() & 0555)
                .isEqualTo(FileEntry.of(dataset().root()).mode() & 0555);
    }

    private Path candidateOf(String id) {
        Path candidate = place().candidate("run-of-" + id).path();
        storage().copy(place().snapshot("orders", id), candidate);
        return candidate;
    }

    private Path snapshot(String id, Storage.Backup backup) {
        Path image = place().snapshot("orders", id);
        storage().snapshot(dataset(), image, backup);
        return image;
    }

    protected static List<io.belay.plans.problem.ErrorCode> codes(Capabilities can) {
        return can.problems().stream().map(Capabilities.Problem::code).toList();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out what PostgreSQL says may be, writes down what happened, and plays the end of a backup. */
    private static class Scripted implements Storage.Backup {

        final List<String> order = new ArrayList<>();

        void done(String what) {
            order.add(what);
        }

        @Override
        public void begin(Path image) {
            assertThat(image.resolve("pg_wal")).isEmptyDirectory();
            done("begin");
        }

        @Override
        public boolean leavesOut(Path relative, boolean isFolder) {
            return Stream.of("postmaster.pid", "pg_replslot")
                    .anyMatch(name -> relative.startsWith(name) && (isFolder || relative.getNameCount() == 1));
        }

        @Override
        public void goOn() {
            done("goOn");
        }

        @Override
        public void end(Path image) {
            try {
                Files.writeString(image.resolve("backup_label"), "label");
                Files.writeString(image.resolve("pg_wal/segment"), "wal");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            done("end");
            assertThat(Files.exists(image.resolve("pg_wal"), LinkOption.NOFOLLOW_LINKS))
                    .isTrue();
        }
    }
}
