package io.belay.workers.hold;

import io.belay.workers.hold.HoldOrder.Extensions;
import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.hold.HoldOrder.Programs;
import io.belay.workers.hold.OfflineOrder.Fresh;
import io.belay.workers.hold.OfflineOrder.Live;
import io.belay.workers.hold.OfflineOrder.Stage;
import io.belay.workers.hold.OnlineOrder.Address;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.replication.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Orders of run {@code r1} from 13 to 17, with something in each part; data directories are owned by who runs the test. */
final class HoldOrders {

    private HoldOrders() {}

    static OfflineOrder of(Path place, boolean spendsCandidate, String liveData, String newRoot, String newData) {
        return new OfflineOrder(
                1,
                "r1",
                "promote",
                2,
                "orders",
                60_000,
                250,
                2,
                place,
                place.resolve("s"),
                Path.of("/var/lib/belay"),
                Path.of("/var/lib/belay/t"),
                System.getProperty("user.name"),
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
                spendsCandidate,
                "",
                new Extensions(true, List.of(), List.of("hstore")),
                List.of(
                        new Repeat.Script("fix", "fix.sql", "SELECT 1;", List.of("shop"), true, 60_000),
                        new Repeat.Rebuilding("reindex", "affected", List.of(), 0, 60_000),
                        new Repeat.Updating("late", new Extensions(true, List.of(), List.of()))),
                List.of(new Held(
                        new PgBouncerAddress(
                                "p",
                                "/run/pb",
                                6432,
                                "belay",
                                new Secret(Secret.Kind.FILE, "/etc/belay/p"),
                                Path.of("/etc/p.ini")),
                        List.of("orders"))));
    }

    /** Of run {@code r1}, the way back of the first promotion; data directories below a folder. */
    static OnlineOrder online(Path folder) {
        return new OnlineOrder(
                1,
                "r1",
                "promote",
                3,
                "orders",
                1_000,
                200,
                Path.of("/var/lib/belay"),
                Path.of("/var/lib/belay/t"),
                side(folder, 17, "/etc/belay/p"),
                side(folder, 13, ""),
                List.of("app1", "App 2"),
                new Way(Way.Direction.BACK, 1),
                true,
                System.getProperty("user.name"),
                Path.of("/srv/pg/13/data"),
                5413,
                List.of(),
                false);
    }

    private static Side side(Path folder, int major, String passwordFile) {
        return new Side(
                new Programs(major, major + ".1", Path.of("/usr/lib", "" + major)),
                folder,
                folder.resolve("" + major),
                Path.of("/run/pg"),
                5400 + major,
                "postgres",
                passwordFile,
                new Address("/run/pg", 5400 + major, "follow", passwordFile, Map.of("sslmode", "disable")),
                folder.resolve(major + ".fence"),
                "");
    }
}
