package io.belay.cli.init;

import static io.belay.cli.init.Page.list;
import static io.belay.cli.init.Page.quoted;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import io.belay.workers.discovery.LiveFacts;
import io.belay.workers.discovery.LiveFacts.BelayRole;
import io.belay.workers.discovery.StartedBy;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The host's own file, with the reason of each line. For one text. */
public final class HostText {

    private final Choices choices;
    private final FoundCluster cluster;
    private final Page page = new Page();

    private HostText(Choices choices) {
        this.choices = choices;
        this.cluster = choices.cluster();
    }

    public static String of(Choices choices) {
        HostText text = new HostText(choices);
        text.head();
        text.programs();
        text.cluster();
        text.storage();
        text.poolers();
        text.users();
        return text.page.text();
    }

    private void head() {
        page.note(
                        0,
                        "What Belay may do on this host, and where things are. Written by `belay init` on "
                                + choices.situation().today() + "; yours to change.",
                        "The worker refuses whatever is not named here, whoever asks. Keep the file root's, writable by nobody else.",
                        "Marks: `found` was seen on this host, `assumed` was not and wants a look. All fields:"
                                + " docs/manual/host-file.md")
                .line("apiVersion: belay/v1")
                .line("kind: HostConfiguration")
                .line("metadata:")
                .line("  name: " + choices.host(), "the first half of references such as " + choices.reference())
                .line("temporal:")
                .line(
                        "  address: \"" + choices.given().temporal() + "\"",
                        choices.given().temporalIsAssumed()
                                ? "assumed: where `belay dev` on this machine has it"
                                : "as you said; holds the state of all runs")
                .line("state:")
                .line(
                        "  directory: " + quoted(state()),
                        "assumed: the worker's journal and evidence; outside of everything that is snapshotted");
    }

    private Path state() {
        return choices.given().state().orElseGet(() -> choices.given().states().resolve(choices.host()));
    }

    private void programs() {
        page.line("postgres:", "found: the programs of each major");
        for (Installation installation : choices.situation().findings().installed()) {
            page.line(
                    "  - {version: " + installation.major() + ", bin: " + quoted(installation.programs()) + "}",
                    installation.version());
        }
        boolean missing = choices.shape().upgrades()
                && choices.situation().findings().installation(choices.target()).isEmpty();
        if (missing) {
            page.note(
                    2,
                    "missing: " + choices.target() + ", which the plan upgrades to; in its usual place it is found"
                            + " without a line here");
        }
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
                            + poolerNames().stream()
                                    .map(name -> choices.host() + "/" + name)
                                    .collect(Collectors.joining(", ", "[", "]")),
                    "found: clients come through them, and are held there during a promotion");
        }
        targets();
        allowed();
    }

    private void tablespaces() {
        var tablespaces = cluster.live().map(LiveFacts::tablespaces).orElse(java.util.Map.of());
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

    private void storage() {
        String driver = cluster.ground().driver();
        page.line("storage:")
                .line("  - path: " + quoted(cluster.ground().path()), "serves every cluster below this folder")
                .line("    driver: " + driver, driverInWords(driver))
                .line(
                        "    work: " + quoted(choices.work()),
                        "snapshots, clones and candidates lie here; made by the worker");
        Set<String> folders =
                new LinkedHashSet<>(List.of(quoted(cluster.ground().path())));
        if (!choices.work().startsWith(cluster.ground().path())) {
            folders.add(quoted(choices.work()));
        }
        page.line("folders: [" + String.join(", ", folders) + "]", "nothing outside is ever written");
    }

    private String driverInWords(String driver) {
        String on = cluster.ground().fileSystem();
        return switch (driver) {
            case "btrfs" -> "found: a subvolume of its own; a snapshot takes milliseconds at any size";
            case "xfs" -> "found: " + on + " whose files can share blocks; live is in backup mode for a snapshot";
            case "auto" -> "assumed: " + on + ", this account could not look closer";
            default -> "found: " + on + "; every snapshot and clone is a full copy";
        };
    }

    private void poolers() {
        if (cluster.poolers().isEmpty()) {
            return;
        }
        page.line("poolers:");
        List<String> names = poolerNames();
        for (int i = 0; i < names.size(); i++) {
            pooler(names.get(i), cluster.poolers().get(i));
        }
    }

    private void pooler(String name, FoundPooler pooler) {
        page.line("  - name: " + name)
                .line("    pgbouncer:")
                .line(
                        "      config: " + quoted(pooler.config()),
                        "found: at a promotion its entries are pointed at new")
                .line("      admin:", "its console: where clients are paused and let go")
                .line(pooler.socket()
                        .map(socket -> "        socket: " + quoted(socket))
                        .orElse("        address: 127.0.0.1"))
                .line("        port: " + pooler.port(), "found")
                .line(
                        "        user: "
                                + quoted(pooler.administrator()
                                        .orElse(choices.given().user())),
                        pooler.administrator().isPresent()
                                ? "found: the first of admin_users"
                                : "assumed: add it to admin_users of "
                                        + pooler.config().getFileName());
        if (pooler.asksForPassword()) {
            page.line(
                    "        password: {file: /etc/belay/" + name + ".pooler}",
                    "assumed: for a promotion; one line, readable by the worker only");
        }
    }

    private List<String> poolerNames() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= cluster.poolers().size(); i++) {
            names.add(i == 1 ? choices.name() : choices.name() + "-" + i);
        }
        return names;
    }

    private void users() {
        boolean promotes = choices.shape().promotes();
        page.line("users:")
                .line("  run_as: " + list(List.of(cluster.owner())), "accounts under which programs may run")
                .line("  groups:", "persons by their accounts, behind sudo the one who called it")
                .line("    dba: " + list(choices.given().operators()), "assumed: you");
        if (promotes) {
            page.line("    " + choices.group() + ": " + list(choices.approvers()), "whose yes a promotion needs");
        }
        page.line("  may:", "whoever is in none of these groups gets nothing done")
                .line("    rehearse: [dba]");
        if (promotes) {
            page.line("    apply: [dba]")
                    .line("    approve: [" + choices.group() + "]")
                    .line("    retire: [dba]");
        } else {
            page.note(4, "for a promotion, later: apply, approve and retire likewise");
        }
        page.note(
                0,
                "limits: of the machine, for rehearsals beside live: {cpu: 50%, memory: 25%, io: low} unless written"
                        + " here");
    }
}
