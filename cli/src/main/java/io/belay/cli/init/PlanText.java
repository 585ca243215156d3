package io.belay.cli.init;

import static io.belay.cli.init.Page.quoted;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import io.belay.workers.discovery.LiveFacts;
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
        text.steps();
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

    private void steps() {
        page.line("steps:", "in the order in which they run");
        if (!shape.upgrades()) {
            page.line("  - snapshot", "one consistent image; live is asked one question");
            return;
        }
        page.line("  - preflight", "everything that is known to stop this upgrade, read-only");
        if (shape == Shape.ONLINE) {
            page.line("  - publish", "on live: publications and slots, from which the candidate follows");
        }
        page.line("  - snapshot", snapshotInWords())
                .line("  - clone", "a writable copy that nothing outside can reach: the candidate")
                .line("  - pg_upgrade", "the candidate becomes a " + choices.target() + "; live is not touched")
                .line("  - extensions", extensionsInWords());
        if (choices.carried("step.reindex")) {
            page.line("  - reindex", "indexes whose order the new libraries changed");
        }
        page.line("  - analyze", "statistics, which pg_upgrade does not carry over")
                .line("  - verify: {rows: exact}", verifyInWords());
        if (shape.promotes()) {
            gates();
            page.line(
                    "  - promote: {mode: " + shape.word() + ", way_back: " + choices.wayBack() + "}",
                    choices.wayBack().equals(Answers.NONE)
                            ? "the candidate becomes live; A POINT OF NO RETURN: it asks for the cluster's name"
                            : "the candidate becomes live; going back loses nothing for this long");
            page.line(
                    "  - retire: {after: 14d}",
                    "assumed: old live stays until then, stopped and untouched, and is asked for");
        }
    }

    private void gates() {
        page.line("  - approve:", "waits for people; their yes binds to this very text")
                .line("      by: " + choices.group(), "the host's file names its members")
                .line("      expires: 8d", "assumed: long enough for a weekly window");
        choices.window().ifPresent(window -> {
            String opening = window.isOnce() ? "at: " + window.opening() : "cron: \"" + window.opening() + "\"";
            String step = "window: {" + opening + ", length: " + window.length() + ", zone: " + window.zone() + "}";
            if (choices.carried("step.window")) {
                page.line("  - " + step, "all behind it is done, or undone, before its end");
            } else {
                page.note(
                        2,
                        "No worker at hand waits for a window yet: approve inside of it, for the promotion begins then.",
                        "- " + step);
            }
        });
    }

    private String snapshotInWords() {
        return switch (cluster.ground().driver()) {
            case "btrfs" -> "an image of one moment, in milliseconds";
            case "copy" -> "a full copy, with live in backup mode meanwhile";
            default -> "files that share their blocks, with live in backup mode meanwhile";
        };
    }

    private String extensionsInWords() {
        int number = cluster.live().map(facts -> facts.extensions().size()).orElse(0);
        return number == 0
                ? "brings extensions to the versions of the new major"
                : "found: " + String.join(", ", cluster.live().orElseThrow().extensions());
    }

    private String verifyInWords() {
        long bytes = cluster.live().map(LiveFacts::bytes).orElse(0L);
        return bytes == 0
                ? "schema, sequences and every row, compared with the clone before the upgrade"
                : "schema, sequences and every row of " + Cautions.size(bytes)
                        + ", compared with the clone before the upgrade";
    }
}
