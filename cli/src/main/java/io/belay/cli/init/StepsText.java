package io.belay.cli.init;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.LiveFacts;

/** The steps of a plan, by its shape. For one text. */
final class StepsText {

    private final Page page;
    private final Choices choices;
    private final FoundCluster cluster;
    private final Shape shape;

    private StepsText(Page page, Choices choices) {
        this.page = page;
        this.choices = choices;
        this.cluster = choices.cluster();
        this.shape = choices.shape();
    }

    static void write(Page page, Choices choices) {
        new StepsText(page, choices).steps();
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
