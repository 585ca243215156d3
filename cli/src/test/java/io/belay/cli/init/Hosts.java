package io.belay.cli.init;

import io.belay.workers.discovery.Findings;
import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import io.belay.workers.discovery.Ground;
import io.belay.workers.discovery.LiveFacts;
import io.belay.workers.discovery.LiveFacts.BelayRole;
import io.belay.workers.discovery.StartedBy;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Three hosts as belay init may meet them. */
public final class Hosts {

    private static final long GIBIBYTE = 1L << 30;

    private Hosts() {}

    /** On btrfs, started by hand, behind a PgBouncer that pools one database by session; the role is there. */
    public static Findings btrfs() {
        FoundPooler pooler = new FoundPooler(
                Path.of("/etc/pgbouncer/pgbouncer.ini"),
                List.of("orders", "batch"),
                List.of("batch"),
                false,
                120,
                Optional.of(Path.of("/run/pgbouncer")),
                6432,
                Optional.of("belay"),
                true);
        FoundCluster cluster = new FoundCluster(
                Optional.of("orders"),
                Path.of("/srv/pg/orders/13/data"),
                13,
                "postgres",
                new StartedBy("pg_ctl", ""),
                Optional.empty(),
                Optional.of(Path.of("/run/postgresql")),
                OptionalInt.of(5432),
                ground("btrfs", "btrfs", "/srv/pg", 900, 2000),
                Optional.of(live("13.16", 340, List.of("citext", "postgis"), true)),
                "",
                List.of(pooler));
        return findings("db1", true, List.of(cluster));
    }

    /** Debian's own cluster on ext4: no sharing, a standby, an archive, no role. */
    public static Findings debian() {
        FoundCluster cluster = new FoundCluster(
                Optional.of("main"),
                Path.of("/var/lib/postgresql/13/main"),
                13,
                "postgres",
                new StartedBy("pg_ctlcluster", "13/main"),
                Optional.empty(),
                Optional.of(Path.of("/var/run/postgresql")),
                OptionalInt.of(5432),
                new Ground(
                        "ext4",
                        "copy",
                        Path.of("/var/lib/postgresql"),
                        Path.of("/var/lib/postgresql/.belay"),
                        100 * GIBIBYTE,
                        500 * GIBIBYTE,
                        false,
                        OptionalLong.of(400L << 20),
                        List.of()),
                Optional.of(new LiveFacts(
                        "as postgres",
                        Map.of("server_version", "13.16 (Debian 13.16-0+deb11u1)", "archive_command", "cp %p /a/%f"),
                        Map.of("shop", 180 * GIBIBYTE),
                        Map.of(),
                        List.of(),
                        0,
                        List.of("walreceiver at 10.0.0.2"),
                        List.of("standby_1"),
                        false,
                        Optional.empty())),
                "",
                List.of());
        return findings("shop-db", true, List.of(cluster));
    }

    /** Under systemd on XFS, log and tablespaces elsewhere; looked at without root, and the server let nobody in. */
    public static Findings systemd() {
        FoundCluster cluster = new FoundCluster(
                Optional.empty(),
                Path.of("/pg/data"),
                16,
                "postgres",
                new StartedBy("systemd", "postgresql-16.service"),
                Optional.of(Path.of("/pg/wal/dwh")),
                Optional.of(Path.of("/run/postgresql")),
                OptionalInt.of(5499),
                ground("xfs", "xfs", "/pg", 50, 4000),
                Optional.of(new LiveFacts(
                        "as belay",
                        Map.of("server_version", "16.4"),
                        Map.of("dwh", 3000 * GIBIBYTE),
                        new TreeMap<>(Map.of("hot", Path.of("/pg/hot"), "facts", Path.of("/pg/facts 2024"))),
                        List.of("pg_trgm"),
                        12,
                        List.of(),
                        List.of(),
                        false,
                        Optional.of(new BelayRole(true, false, false)))),
                "",
                List.of());
        return findings("dwh1", false, List.of(cluster));
    }

    public static Findings several() {
        return findings(
                "db1",
                true,
                List.of(btrfs().clusters().get(0), debian().clusters().get(0)));
    }

    /** A server that let nobody in, on a network file system, with nothing newer installed. */
    public static Findings bad() {
        FoundCluster cluster = new FoundCluster(
                Optional.of("far"),
                Path.of("/net/far/data"),
                18,
                "postgres",
                new StartedBy("patroni", ""),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                new Ground(
                        "nfs4",
                        "copy",
                        Path.of("/net/far"),
                        Path.of("/net/far/.belay"),
                        10 * GIBIBYTE,
                        100 * GIBIBYTE,
                        true,
                        OptionalLong.empty(),
                        List.of()),
                Optional.empty(),
                "no connection to `postgres`: Peer authentication failed",
                List.of());
        return findings("db1", true, List.of(cluster));
    }

    private static Findings findings(String host, boolean root, List<FoundCluster> clusters) {
        return new Findings(
                host,
                root,
                List.of(
                        new Installation(13, "13.16", Path.of("/usr/lib/postgresql/13/bin")),
                        new Installation(17, "17.11", Path.of("/usr/lib/postgresql/17/bin"))),
                Map.of(17, Set.of("citext", "pg_trgm")),
                clusters,
                List.of());
    }

    private static Ground ground(String fileSystem, String driver, String path, long free, long total) {
        return new Ground(
                fileSystem,
                driver,
                Path.of(path),
                Path.of(path, ".belay"),
                free * GIBIBYTE,
                total * GIBIBYTE,
                false,
                OptionalLong.empty(),
                List.of());
    }

    private static LiveFacts live(String version, long gibibytes, List<String> extensions, boolean comesIn) {
        return new LiveFacts(
                "as belay",
                Map.of("server_version", version, "archive_command", "(disabled)"),
                Map.of("orders", gibibytes * GIBIBYTE),
                Map.of(),
                extensions,
                0,
                List.of(),
                List.of(),
                false,
                Optional.of(new BelayRole(true, false, comesIn)));
    }
}
