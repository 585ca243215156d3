package io.belay.cli.init;

import static io.belay.cli.init.Page.list;
import static io.belay.cli.init.Page.quoted;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.LiveFacts;
import io.belay.workers.discovery.LiveFacts.BelayRole;
import io.belay.workers.discovery.StartedBy;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The host file's words about the cluster itself. For one text. */
final class ClusterText {

    private final Page page;
    private final Choices choices;
    private final FoundCluster cluster;

    private ClusterText(Page page, Choices choices) {
        this.page = page;
        this.choices = choices;
        this.cluster = choices.cluster();
    }

    static void write(Page page, Choices choices) {
        new ClusterText(page, choices).cluster();
    }

    private void cluster() {
        page.line("clusters:")
                .line("  - name: " + choices.name(), "the second half of " + choices.reference())
                .line("    owner: " + quoted(cluster.owner()), "found: the account of the server's processes")
                .line(
                        "    data_directory: " + quoted(cluster.dataDirectory()),
                        "found: PostgreSQL " + cluster.version());
        cluster.walDirectory()
                .ifPresent(wal -> page.line(
                        "    wal_directory: " + quoted(wal), "found: pg_wal is a link to it; snapshots take it along"));
        tablespaces();
        connection();
        service();
        if (!cluster.poolers().isEmpty()) {
            page.line(
                    "    poolers: "
                            + PoolerText.names(choices).stream()
                                    .map(name -> choices.host() + "/" + name)
                                    .collect(Collectors.joining(", ", "[", "]")),
                    "found: clients come through them, and are held there during a promotion");
        }
        targets();
        allowed();
    }

    private void tablespaces() {
        var tablespaces = cluster.live().map(LiveFacts::tablespaces).orElse(Map.of());
        if (!tablespaces.isEmpty()) {
            page.line("    tablespaces:", "found: all of them; with one missing, snapshots are refused");
            tablespaces.forEach((name, folder) -> page.line("      " + quoted(name) + ": " + quoted(folder)));
        }
    }

    private void connection() {
        boolean known = cluster.live().flatMap(LiveFacts::belay).isPresent();
        page.line("    connect:")
                .line(
                        "      socket: "
                                + quoted(cluster.socket().map(Path::toString).orElse("/run/postgresql")),
                        cluster.socket().isPresent() ? "found" : "assumed: its socket was not to be seen")
                .line(
                        "      port: " + cluster.port().orElse(5432),
                        cluster.port().isPresent() ? "found" : "assumed: its port was not to be seen")
                .line(
                        "      user: " + quoted(choices.given().user()),
                        known
                                ? "found: the role is there"
                                : "assumed: a role that has to be made; belay init printed how");
        choices.given()
                .passwords()
                .ifPresent(file -> page.line(
                        "      password: {pgpass: " + quoted(file) + "}",
                        "read by the worker, never shown, never copied"));
        boolean comesIn =
                cluster.live().flatMap(LiveFacts::belay).map(BelayRole::comesIn).orElse(false);
        if (choices.given().passwords().isEmpty() && !comesIn) {
            page.note(
                    6,
                    "password: {pgpass: /etc/belay/pgpass}   if the role comes in by a password, not by its account");
        }
    }

    private void service() {
        StartedBy by = cluster.startedBy();
        String found = "found: " + by.inWords() + "; rehearsals do not need it";
        switch (by.service()) {
            case "systemd" -> page.line("    service: {systemd: {unit: " + quoted(by.name()) + "}}", found);
            case "pg_ctlcluster" -> {
                String name = by.name().substring(by.name().indexOf('/') + 1);
                page.line("    service: {pg_ctlcluster: {cluster: " + quoted(name) + "}}", found);
            }
            case "patroni" ->
                page.line(
                        "    service: {pg_ctl: {}}",
                        "assumed; found: " + by.inWords() + ", which must not start it behind a promotion");
            default -> page.line("    service: {pg_ctl: {}}", "found: nothing else seems to start it");
        }
    }

    private void targets() {
        if (!choices.shape().promotes()) {
            page.note(
                    4,
                    "For a promotion, later: where new may come to be, in a folder that does not exist yet",
                    "targets:",
                    "  " + choices.target() + ": {data_directory: " + quoted(choices.targetDataDirectory()) + "}");
            return;
        }
        page.line("    targets:", "where new may come to be; its topmost folder must not exist yet")
                .line("      " + choices.target() + ":")
                .line(
                        "        data_directory: " + quoted(choices.targetDataDirectory()),
                        "assumed: beside live; without a port it gets live's own");
    }

    private void allowed() {
        page.line(
                "    allow: " + list(choices.given().allow()),
                choices.given().allow().stream().anyMatch(word -> word.startsWith("promote"))
                        ? "as you said"
                        : "nothing on live; for a promotion add promote_offline, retire");
    }
}
