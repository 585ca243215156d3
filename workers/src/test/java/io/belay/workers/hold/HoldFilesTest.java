package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.HoldOrder.Extensions;
import io.belay.workers.postgres.Lsn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldFilesTest {

    @TempDir
    private Path folder;

    private static OfflineOrder order(String liveData, String newRoot, String newData) {
        return HoldOrders.of(Path.of("/srv/.belay"), true, liveData, newRoot, newData);
    }

    @Test
    void an_order_is_read_as_it_was_written() {
        HoldFolder hold = HoldFolder.of(folder, 2);
        OfflineOrder order = order("/srv/orders/13/data", "/srv/orders-17", "/srv/orders-17/17/data");

        hold.give(order);

        assertThat(hold.order()).contains(order);
        assertThat(hold.result()).isEmpty();
    }

    @Test
    void an_order_of_a_version_that_knew_one_mode_only_is_one_of_an_offline_hold() throws Exception {
        HoldFolder hold = HoldFolder.of(folder, 2);
        OfflineOrder order = order("/srv/orders/13/data", "/srv/orders-17", "/srv/orders-17/17/data");
        hold.give(order);
        String text = Files.readString(hold.orderFile());

        assertThat(text).contains("\"mode\":\"offline\",");
        Files.writeString(hold.orderFile(), text.replace("\"mode\":\"offline\",", ""));

        assertThat(hold.order()).contains(order);
    }

    @Test
    void an_order_of_an_online_hold_is_read_as_it_was_written() {
        HoldFolder hold = HoldFolder.of(folder, 3);
        OnlineOrder order = HoldOrders.online(Path.of("/srv/orders"));

        hold.give(order);

        assertThat(hold.order()).contains(order);
        assertThat(hold.places()).isEmpty();
    }

    @Test
    void the_places_of_the_way_back_are_read_as_they_were_written() {
        HoldFolder hold = new HoldFolder(folder);
        Map<String, Lsn> places = Map.of("app1", Lsn.parse("1/15CEAB8"), "App 2", Lsn.parse("FFFFFFFF/0"));

        hold.preparePlaces();
        hold.places(Map.of("app1", Lsn.parse("1/1"), "a longer one that was written before", Lsn.parse("1/1")));
        hold.places(places);

        assertThat(hold.places()).isEqualTo(places);
    }

    @Test
    void an_order_of_a_version_that_repeated_nothing_and_spent_no_candidate_is_read_too() throws Exception {
        HoldFolder hold = HoldFolder.of(folder, 2);
        hold.give(order("/srv/orders/13/data", "/srv/orders-17", "/srv/orders-17/17/data"));
        String text = Files.readString(hold.orderFile()).replaceFirst("\"spendsCandidate\"\\s*:\\s*true,", "");
        int from = text.indexOf("\"repeats\":");
        int to = text.indexOf("\"poolers\":");

        Files.writeString(hold.orderFile(), text.substring(0, from) + text.substring(to));

        assertThat(((OfflineOrder) hold.order().orElseThrow()).repeats()).isEmpty();
        assertThat(((OfflineOrder) hold.order().orElseThrow()).spendsCandidate())
                .isFalse();
    }

    @Test
    void old_lies_beside_new_in_the_clone_also_when_both_have_the_same_name() {
        assertThat(order("/srv/orders/13/data", "/srv/orders-17", "/srv/orders-17/17/data")
                        .oldInClone())
                .isEqualTo(Path.of("13/data"));
        assertThat(order("/srv/orders/main", "/srv/17", "/srv/17/main").oldInClone())
                .isEqualTo(Path.of("old-13"));
        assertThat(order("/srv/orders/data", "/srv/17", "/srv/17/data/main").oldInClone())
                .isEqualTo(Path.of("old-13"));
    }

    @Test
    void a_spent_candidate_is_never_a_tree_that_a_server_lives_in() {
        OfflineOrder order =
                order("/srv/orders/13/data", "/srv/.belay/candidates/r1/new", "/srv/.belay/candidates/r1/new/data");

        assertThat(order.spends(Path.of("/srv/.belay/candidates/r1"))).isFalse();
        assertThat(order.spends(Path.of("/srv/orders"))).isFalse();
        assertThat(order.spends(Path.of("/srv/.belay/candidates/r2"))).isTrue();
    }

    @Test
    void an_extension_is_updated_unless_the_plan_leaves_it_out() {
        assertThat(new Extensions(true, List.of(), List.of("hstore")).wants("hstore"))
                .isFalse();
        assertThat(new Extensions(true, List.of(), List.of("hstore")).wants("pg_trgm"))
                .isTrue();
        assertThat(new Extensions(false, List.of("a"), List.of()).wants("a")).isTrue();
        assertThat(new Extensions(false, List.of("a"), List.of()).wants("b")).isFalse();
    }

    @Test
    void the_record_keeps_the_order_of_parts_and_reads_over_a_torn_line() throws Exception {
        HoldRecord record = new HoldRecord(folder.resolve("record"));
        record.begin("pause");
        record.end("pause");
        record.begin("stop");
        Files.writeString(folder.resolve("record"), "begun ima", StandardOpenOption.APPEND);

        record.begin("undo");

        assertThat(record.begun()).containsExactly("pause", "stop", "undo");
        assertThat(record.took()).containsOnlyKeys("pause");
        assertThat(record.newest()).contains("undo");
        assertThat(record.milliseconds("pause", "stop")).isEmpty();
    }

    @Test
    void a_line_that_need_not_outlive_a_power_cut_outlives_the_process() {
        new HoldRecord(folder.resolve("record")).begin("fence", false);

        assertThat(new HoldRecord(folder.resolve("record")).begun()).containsExactly("fence");
    }
}
