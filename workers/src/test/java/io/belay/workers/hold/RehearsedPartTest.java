package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsedPartTest {

    @TempDir
    private Path folder;

    private Place place;
    private Path candidate;
    private Path waypoint;
    private Path snapshot;
    private Path another;

    @BeforeEach
    void makeTrees() throws IOException {
        place = Place.at(folder);
        assumeThat(Drivers.of(place).driver())
                .as("a folder is no tree of this driver's making")
                .isNotEqualTo("btrfs");
        candidate = tree(place.candidate("r1").path());
        waypoint = tree(place.waypoint("r1", "w1"));
        tree(place.waypoint("r1", "w2"));
        snapshot = tree(place.snapshot("orders", "s1"));
        another = tree(place.candidate("r2").path());
    }

    private static Path tree(Path root) throws IOException {
        Files.createDirectories(root.resolve("13/data"));
        Files.writeString(root.resolve("13/data/PG_VERSION"), "13\n");
        return root;
    }

    @Test
    void the_runs_candidate_and_its_waypoints_go_and_nothing_else() {
        part(true, "/srv/orders-17").carryOut(Duration.ofMinutes(1));

        assertThat(candidate).doesNotExist();
        assertThat(Place.folderOf(waypoint)).doesNotExist();
        assertThat(snapshot).exists();
        assertThat(another).exists();
    }

    @Test
    void what_was_cut_short_is_completed_and_nothing_is_done_a_second_time() throws IOException {
        Path half = place.unfinished(candidate);
        Files.move(candidate, half);

        part(true, "/srv/orders-17").carryOut(Duration.ofMinutes(1));
        part(true, "/srv/orders-17").carryOut(Duration.ofMinutes(1));

        assertThat(half).doesNotExist();
        assertThat(Place.folderOf(waypoint)).doesNotExist();
    }

    @Test
    void where_the_order_does_not_say_so_it_stays() {
        part(false, "/srv/orders-17").carryOut(Duration.ofMinutes(1));

        assertThat(candidate).exists();
        assertThat(waypoint).exists();
    }

    @Test
    void where_new_lives_in_it_it_stays_whatever_the_order_says() {
        part(true, candidate.toString()).carryOut(Duration.ofMinutes(1));

        assertThat(candidate).exists();
        assertThat(waypoint).exists();
    }

    private RehearsedPart part(boolean spendsCandidate, String newRoot) {
        OfflineOrder order =
                HoldOrders.of(folder, spendsCandidate, "/srv/orders/13/data", newRoot, newRoot + "/17/data");
        return new RehearsedPart(new Workshop(order, HoldFolder.of(folder, 1), new HostCommandRunner(Masking.none())));
    }
}
