package io.belay.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host's file and a plan for the lab's cluster, as an administrator and a DBA would write them. The state folder lies outside
 * the volume, so no snapshot and no rollback ever touches it. Immutable.
 *
 * @param poolerConfiguration with the pooler's port, when there is a pooler
 */
record HostFile(
        LabWish wish,
        LabCluster cluster,
        LoopVolume volume,
        LabUser user,
        Map<Integer, Path> majors,
        String temporalAddress,
        Path state,
        Path pgpass,
        Path poolerPassword,
        Optional<Pooler> poolerConfiguration) {

    static final String HOST = "lab";
    static final String CLUSTER = "orders";
    /** Not live's: in an online promotion both run at the same time. */
    static final int TARGET_PORT = 5433;

    /** @param ini its configuration file */
    record Pooler(int port, Path ini) {}

    /** Where new shall come to be. */
    Path targetDataDirectory() {
        return volume.path().resolve(CLUSTER + "-" + wish.targetMajor() + "/" + wish.targetMajor() + "/data");
    }

    Path place() {
        return volume.path().resolve(".belay");
    }

    String text() {
        return "# Written by the lab. Whatever is not named here, the worker does not touch.\n"
                + "apiVersion: belay/v1\n"
                + "kind: HostConfiguration\n"
                + "metadata: {name: " + HOST + "}\n"
                + "temporal: {address: \"" + temporalAddress + "\", namespace: belay}\n"
                + "state: {directory: " + state + ", evidence: " + state.resolve("evidence") + "}\n"
                + "postgres:\n" + installations()
                + "clusters:\n" + clusterText()
                + "storage:\n"
                + "  - {path: " + volume.path() + ", driver: " + volume.driver() + ", work: " + place() + "}\n"
                + "folders: [" + volume.path() + "]\n"
                + poolerText()
                + "users:\n"
                + "  run_as: [" + user.name() + "]\n"
                + "  groups: {dba: [" + people("quickstart", "benchmark", "alice") + "], change-board: ["
                + people("carol@example.com", "benchmark", "dave") + "]}\n"
                + "  may: {rehearse: [dba], apply: [dba], approve: [change-board], retire: [dba]}\n";
    }

    /** Whoever runs the lab, by each name that a command line may see, and the persons of the tour and of the tests. */
    private static String people(String... others) {
        Stream<String> here = Stream.of(
                        System.getProperty("user.name"), System.getenv("USER"), System.getenv("SUDO_USER"))
                .filter(name -> name != null && name.matches("[a-z][a-z0-9-]{0,62}"));
        return Stream.concat(here, Stream.of(others)).distinct().collect(Collectors.joining(", "));
    }

    private String installations() {
        return majors.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "  - {version: " + entry.getKey() + ", bin: " + entry.getValue() + "}\n")
                .collect(Collectors.joining());
    }

    private String clusterText() {
        return "  - name: " + CLUSTER + "\n"
                + "    owner: " + user.name() + "\n"
                + "    data_directory: " + cluster.dataDirectory() + "\n"
                + "    connect: {socket: " + cluster.socketFolder() + ", port: " + cluster.port() + ", user: "
                + LabCluster.BELAY_ROLE + ", password: {pgpass: " + pgpass + "}}\n"
                + "    service: {pg_ctl: {}}\n"
                + "    poolers: ["
                + poolerConfiguration.map(unused -> HOST + "/" + CLUSTER).orElse("") + "]\n"
                + "    targets:\n"
                + "      " + wish.targetMajor() + ": {data_directory: " + targetDataDirectory() + ", port: "
                + TARGET_PORT
                + "}\n"
                + "    allow: [snapshot, rehearse, sql, promote_offline, promote_online, retire]\n";
    }

    private String poolerText() {
        return poolerConfiguration
                .map(pooler -> "poolers:\n  - {name: " + CLUSTER + ", pgbouncer: {admin: {socket: "
                        + cluster.socketFolder() + ", port: " + pooler.port() + ", user: " + PgBouncer.ADMIN
                        + ", password: {file: " + poolerPassword + "}}, config: " + pooler.ini() + "}}\n")
                .orElse("");
    }

    /** @param steps lines below {@code steps:}, for example {@code preflight} or {@code pg_upgrade: {mode: link}} */
    String plan(List<String> steps) {
        return "apiVersion: belay/v1\n"
                + "kind: UpgradePlan\n"
                + "metadata: {name: orders-" + wish.liveMajor() + "-to-" + wish.targetMajor()
                + ", owner: dba-team@example.com, change: CHG-4711}\n"
                + "live: {cluster: " + HOST + "/" + CLUSTER + ", version: " + wish.liveMajor() + "}\n"
                + "target: {version: " + wish.targetMajor() + "}\n"
                + "budget: {hold: 1m}\n"
                // How full a disk is on which the lab is a guest says nothing of the lab.
                + (volume.isOwn() ? "" : "snapshots: {minimum_free: 2%, stop_below: 1%}\n")
                + "steps:\n"
                + steps.stream().map(step -> "  - " + step + "\n").collect(Collectors.joining());
    }
}
