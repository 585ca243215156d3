package io.belay.plans.feature;

import java.util.List;

/** What of the blocks of a plan, and of the other kinds of file, only some workers carry out. Immutable. */
final class BlockFeatures {

    private static final String DELETE = "delete the field";

    static final List<Feature> ALL = List.of(
            new Feature("standbys", "a worker that builds standbys of new", DELETE),
            new Feature("notifications", "an engine that tells people by channels", DELETE),
            checksums("enabled"),
            checksums("disabled"),
            driver("zfs"),
            driver("lvm"),
            driver("exec"),
            new Feature(
                    "storage.consistency=stopped",
                    "a worker that stops live for a snapshot",
                    "write `consistency: auto`"),
            new Feature("storage.from!=live", "a worker that keeps replicas", "write `from: live`"),
            new Feature("kind.FleetPlan", "an engine that runs fleets", "run the plan for each cluster by itself"),
            new Feature("host.temporal.tls", "a worker that shows Temporal a certificate", DELETE),
            new Feature("host.state.keep_evidence", "a worker that removes old evidence", DELETE),
            new Feature("host.replicas", "a worker that keeps replicas", DELETE),
            new Feature("host.channels.mail", "a worker that sends mail", "name a `webhook` or a `command`"),
            store("dataset", "takes snapshots by ZFS"),
            store("group", "takes snapshots by LVM"),
            store("exec", "takes snapshots by programs of the host's file"));

    private BlockFeatures() {}

    private static Feature checksums(String word) {
        return new Feature(
                "target.checksums=" + word, "a worker that changes data checksums", "write `checksums: same`");
    }

    private static Feature driver(String word) {
        return new Feature(
                "storage.driver=" + word, "a worker that takes snapshots by `" + word + "`", "write `driver: auto`");
    }

    private static Feature store(String field, String does) {
        return new Feature(
                "host.storage." + field, "a worker that " + does, "name the storage by `path`, with `driver: auto`");
    }
}
