package io.belay.cli.init;

import static io.belay.cli.init.Page.list;
import static io.belay.cli.init.Page.quoted;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        ClusterText.write(text.page, choices);
        text.storage();
        PoolerText.write(text.page, choices);
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
                "limits: {heavy: 1}, one heavy step at a time unless written here; nothing bounds cpu, memory and io yet");
    }
}
