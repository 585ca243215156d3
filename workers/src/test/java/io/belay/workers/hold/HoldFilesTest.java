package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.HoldOrder.Extensions;
import io.belay.workers.hold.HoldOrder.Fresh;
import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.hold.HoldOrder.Live;
import io.belay.workers.hold.HoldOrder.Programs;
import io.belay.workers.hold.HoldOrder.Stage;
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

    private static HoldOrder order(String liveData, String newRoot, String newData) {
        return new HoldOrder(
                1,
                "r1",
                "promote",
                2,
                "orders",
                60_000,
                250,
                2,
                Path.of("/srv/.belay"),
                Path.of("/srv/.belay/s"),
                Path.of("/var/lib/belay"),
                Path.of("/var/lib/belay/t"),
                "postgres",
                "postgres",
                new Live(
                        new Programs(13, "13.16", Path.of("/usr/lib/13")),
                        "pg_ctl",
                        Path.of("/srv/orders"),
                        List.of(Path.of("/srv/orders")),
                        Path.of(liveData),
                        5432,
                        Path.of(liveData),
                        5432,
                        Path.of("/run/pg"),
                        Path.of("/srv/log")),
                new Fresh(
                        new Programs(17, "17.1", Path.of("/usr/lib/17")),
                        Path.of(newRoot),
                        Path.of(newData),
                        5433,
                        Map.of("work_mem", "8MB")),
                new Stage(Path.of("/srv/.belay/waypoints/r1/w"), "s1", "13/data"),
                "",
                new Extensions(true, List.of(), List.of("hstore")),
                List.of(new Held(
                        new PoolerAddress(
                                "p",
                                "/run/pb",
                                6432,
                                "belay",
                                new Secret(Secret.Kind.FILE, "/etc/belay/p"),
                                Path.of("/etc/p.ini")),
                        List.of("orders"))));
    }

    @Test
    void an_order_is_read_as_it_was_written() {
        HoldFolder hold = HoldFolder.of(folder, 2);
        HoldOrder order = order("/srv/orders/13/data", "/srv/orders-17", "/srv/orders-17/17/data");

        hold.give(order);

        assertThat(hold.order()).contains(order);
        assertThat(hold.result()).isEmpty();
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
}
