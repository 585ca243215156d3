package io.belay.cli.init;

import static io.belay.cli.init.Page.quoted;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import java.util.OptionalLong;

/** The plan, with the reason of each line. For one text. */
public final class PlanText {

    /** What releasing clients takes besides the budget; the worker asks for as much. */
    private static final long RESERVE_SECONDS = 10;

    private static final long USUAL_HOLD_SECONDS = 300;

    private final Choices choices;
    private final FoundCluster cluster;
    private final Shape shape;
    private final Page page = new Page();

    private PlanText(Choices choices) {
        this.choices = choices;
        this.cluster = choices.cluster();
        this.shape = choices.shape();
    }

    public static String of(Choices choices) {
        PlanText text = new PlanText(choices);
        text.head();
        text.snapshots();
        text.promotion();
        StepsText.write(text.page, choices);
        return text.page.text();
    }

    private void head() {
        String major = String.valueOf(cluster.major());
        page.note(
                        0,
                        "A plan for " + choices.reference() + ": " + shape.meaning() + ".",
                        "Written by `belay init` on " + choices.situation().today()
                                + "; yours to change, and `belay validate` tells what is wrong with a change.",
                        "Marks: `found` was seen on the host, `assumed` was not and wants a look. What is not written has a"
                                + " safe default:",
                        "`belay explain FILE --defaults` prints each.")
                .line("apiVersion: belay/v1")
                .line("kind: UpgradePlan")
                .line("metadata:")
                .line(
                        "  name: " + planName(),
                        "identity of the plan in ledger and evidence; keep it while you change the plan")
                .line("  owner: " + quoted(choices.owner()), "who answers for it")
                .line("live:")
                .line(
                        "  cluster: " + choices.reference(),
                        "as " + choices.host() + ".host.yaml calls it; places stand there")
                .line("  version: " + major, "found: " + cluster.dataDirectory())
                .line("target:")
                .line("  version: " + choices.target(), target());
    }

    private String planName() {
        return shape.upgrades()
                ? choices.name() + "-" + cluster.major() + "-to-" + choices.target()
                : choices.name() + "-snapshots";
    }

    private String target() {
        if (!shape.upgrades()) {
            return "assumed: a plan has a target, also when it only takes snapshots";
        }
        return choices.situation()
                .findings()
                .installation(choices.target())
                .map(installation -> "found: " + installation.version() + " in " + installation.programs())
                .orElse("assumed: not installed yet");
    }

    private void snapshots() {
        if (cluster.ground().sharesBlocks()) {
            page.line("snapshots:", "taken by `belay guard`, or one for each rehearsal")
                    .line("  every: 1h", "assumed: they share live's blocks, so each costs what changes after it")
                    .line("  keep: {newest: 2, hourly: 24, daily: 7}", "assumed: the oldest of each class stays");
        } else {
            page.line("snapshots:", "taken by `belay guard`, or one for each rehearsal")
                    .line("  every: 1d", "assumed: each is a full copy on this file system")
                    .line(
                            "  keep: {newest: 1, hourly: 0, daily: 1, weekly: 0}",
                            "assumed: each needs the cluster's size");
        }
        page.line("rehearse:", "how often `belay guard` tries the plan");
        if (shape.upgrades()) {
            page.line(
                            "  quick: " + (cluster.ground().sharesBlocks() ? "every_snapshot" : "never"),
                            "all steps, without what takes longer the larger the cluster is")
                    .line("  full: 24h", "all steps as written; a promotion asks for one of the last 24h");
        } else {
            page.line("  quick: never").line("  full: never", "nothing is rehearsed: this plan has no steps for it");
        }
    }

    private void promotion() {
        if (!shape.promotes()) {
            return;
        }
        page.line("budget:");
        if (shape == Shape.ONLINE) {
            page.line("  hold: 1s", "longest time for which clients wait; past it everything is undone");
            return;
        }
        long seconds = holdSeconds();
        page.line(
                "  hold: " + (seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s"),
                seconds < USUAL_HOLD_SECONDS
                        ? "longest time for which clients wait; below PgBouncer's query_wait_timeout"
                        : "assumed: longest time for which clients wait; past it everything is undone");
    }

    /** Clients that PgBouncer gives up on are not held. */
    private long holdSeconds() {
        OptionalLong shortest = cluster.poolers().stream()
                .mapToLong(FoundPooler::waits)
                .filter(waits -> waits > 0)
                .min();
        long most = shortest.orElse(Long.MAX_VALUE) - RESERVE_SECONDS;
        if (most >= USUAL_HOLD_SECONDS) {
            return USUAL_HOLD_SECONDS;
        }
        return most > 60 ? most / 60 * 60 : Math.max(RESERVE_SECONDS, most);
    }
}
