package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.storage.Place.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {

    @TempDir
    private Path folder;

    private Place place;

    @BeforeEach
    void prepare() throws Exception {
        Path root = Files.createDirectory(folder.resolve("place"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        place = Place.at(root);
    }

    @Test
    void every_entry_has_its_path_and_is_known_again_by_it() {
        assertThat(relative(place.snapshot("orders", "one"))).hasToString("snapshots/orders/one");
        assertThat(relative(place.candidate("run-1").path())).hasToString("candidates/run-1");
        assertThat(relative(place.waypoint("run-1", "analyze"))).hasToString("waypoints/run-1/analyze");
        assertThat(relative(place.clone("orders", "mine").path())).hasToString("clones/orders/mine");
        assertThat(relative(place.throwaway("run-1", "v").path())).hasToString("throwaway/run-1/v");

        assertThat(place.requireEntry(place.snapshot("orders", "one"))).isEqualTo(Kind.SNAPSHOT);
        assertThat(place.requireEntry(place.candidate("run-1").path())).isEqualTo(Kind.CANDIDATE);
        assertThat(Kind.SNAPSHOT.isWritable()).isFalse();
        assertThat(Kind.WAYPOINT.isWritable()).isFalse();
        assertThat(Kind.CANDIDATE.isWritable()).isTrue();
    }

    @Test
    void names_that_escape_or_hide_are_refused() {
        for (String name : List.of("", ".", "..", "a/b", "/etc", ".hidden", "a\nb", "a b", "x".repeat(81), "-rf")) {
            assertRefused(StorageErrors.NOT_OURS, () -> place.candidate(name));
            assertRefused(StorageErrors.NOT_OURS, () -> place.snapshot("orders", name));
            assertRefused(StorageErrors.NOT_OURS, () -> place.snapshot(name, "one"));
        }
    }

    @Test
    void a_path_in_a_tree_is_proven_to_stay_in_it() throws Exception {
        OwnTree candidate = place.candidate("run-1");
        place.prepare(candidate.path());
        Files.createDirectories(candidate.path().resolve("13/main"));
        Files.createSymbolicLink(candidate.path().resolve("13/main/pg_wal"), folder);

        assertThat(candidate.resolve("13/main/PG_VERSION"))
                .isEqualTo(candidate.path().resolve("13/main/PG_VERSION"));
        assertRefused(StorageErrors.NOT_OURS, () -> candidate.resolve("../other"));
        assertRefused(StorageErrors.NOT_OURS, () -> candidate.resolve("/etc/passwd"));
        assertRefused(StorageErrors.NOT_OURS, () -> candidate.resolve("13/main/pg_wal"));
        assertRefused(StorageErrors.NOT_OURS, () -> candidate.resolve("13/main/pg_wal/0001"));
    }

    @Test
    void a_link_on_the_way_to_an_entry_is_refused() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(place.root().resolve("candidates"), elsewhere);

        assertRefused(
                StorageErrors.NOT_OURS,
                () -> place.requireEntry(place.candidate("run-1").path()));
        assertRefused(
                StorageErrors.NOT_OURS,
                () -> place.prepare(place.candidate("run-1").path()));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void folders_above_an_entry_let_others_pass_but_not_list() throws Exception {
        Path entry = place.clone("orders", "mine").path();

        place.prepare(entry);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry.getParent())))
                .isEqualTo("rwx--x--x");
        assertThat(entry).doesNotExist();
    }

    @Test
    void entries_are_listed_without_links_and_foreign_names_and_unfinished_ones_by_the_name_they_should_have_got()
            throws Exception {
        Files.createDirectories(place.waypoint("run-1", "b"));
        Files.createDirectories(place.waypoint("run-1", "a"));
        Files.createDirectories(place.waypoint("run-2", "a"));
        Files.createDirectory(place.unfinished(place.waypoint("run-1", "c")));
        Files.createSymbolicLink(place.waypoint("run-1", "d"), folder);

        assertThat(place.list(Kind.WAYPOINT, "run-1"))
                .containsExactly(
                        place.waypoint("run-1", "a"), place.waypoint("run-1", "b"), place.waypoint("run-1", "c"));
        assertThat(place.list(Kind.WAYPOINT)).hasSize(4);
        assertThat(place.list(Kind.CANDIDATE)).isEmpty();
    }

    @Test
    void a_place_that_others_may_change_is_refused() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(StorageErrors.BAD_PLACE, () -> Place.at(open));
        assertRefused(StorageErrors.BAD_PLACE, () -> Place.at(folder.resolve("missing")));
        assertRefused(StorageErrors.BAD_PLACE, () -> Place.at(Path.of("relative")));
    }

    private Path relative(Path path) {
        return place.root().relativize(path);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
