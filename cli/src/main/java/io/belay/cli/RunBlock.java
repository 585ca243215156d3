package io.belay.cli;

import io.belay.cli.RunView.Step;
import io.belay.engine.run.Phase;
import io.belay.engine.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run as a block of lines: one per step, then where it stands, how old that is, and the tail of the log. Pure. */
final class RunBlock {

    private static final int LOG_LINES = 10;

    /** {@link io.belay.engine.run.QuickVerification} in words: a green quick one is no proof of what it left out. */
    private static final List<String> LESS = List.of(
            "verify tries less than the plan says: no rows, no samples, no plans of queries, of `sql` what is `quick: true`;",
            "`indexes: amcheck` reads catalogs only. Such a run does not count for `budget.rehearsal_age`");

    private final RunView run;
    private final Instant now;
    private final Palette palette;

    RunBlock(RunView run, Instant now, Palette palette) {
        this.run = run;
        this.now = now;
        this.palette = palette;
    }

    static String heading(RunView run, Palette palette) {
        String what = run.status().isQuick() ? "quick rehearsal" : run.isRehearsal() ? "rehearsal" : "upgrade";
        String snapshot = run.status().snapshot().isEmpty()
                ? ""
                : "  on snapshot " + run.status().snapshot();
        return palette.strong(what + " " + run.id()) + "  " + run.status().plan() + "  of "
                + run.status().cluster() + snapshot;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(heading(run, palette));
        if (run.status().isQuick()) {
            LESS.forEach(line -> lines.add("  " + palette.quiet(line)));
        }
        int widest =
                run.steps().stream().mapToInt(step -> step.id().length()).max().orElse(0);
        if (run.status().stepsLeftOut() > 0) {
            lines.add("  " + palette.quiet("(" + run.status().stepsLeftOut() + " finished steps before these)"));
        }
        run.steps().forEach(step -> lines.add(line(step, widest)));
        lines.add(standing());
        if (!run.status().waitsFor().isEmpty()) {
            lines.add(palette.caution("waits for " + run.status().waitsFor()));
        }
        if (!run.observed().notice().isEmpty()) {
            lines.add(palette.caution("note: " + run.observed().notice()));
        }
        if (!run.isEnded() || !run.problem().isNone()) {
            lines.addAll(tail(run, palette));
        }
        return lines;
    }

    /** {@code new is live since 2026-11-21T12:30:05Z; clients were held 4.1s}, or that old is live again. */
    static Optional<String> promotion(RunView run) {
        if (!run.isPromoted()) {
            return Optional.empty();
        }
        if (run.status().promotion().isOldLive()) {
            return Optional.of("old is live again; new became live "
                    + Times.exact(run.status().promotion().at()));
        }
        long held = run.status().promotion().held();
        return Optional.of(
                "new is live since " + Times.exact(run.status().promotion().at())
                        + (held == 0 ? "" : "; clients were held " + Times.spent(Duration.ofMillis(held))));
    }

    static List<String> tail(RunView run, Palette palette) {
        List<String> all = run.observed().logTail();
        return all.subList(Math.max(0, all.size() - LOG_LINES), all.size()).stream()
                .map(text -> "    " + palette.quiet("| " + text))
                .toList();
    }

    private String line(Step step, int widest) {
        StepStatus status = step.status();
        String id = step.id() + " ".repeat(widest - step.id().length());
        StringBuilder text =
                new StringBuilder("  ").append(StateWords.paint(status, palette, StateWords.sign(status) + " " + id));
        boolean begun = status != StepStatus.PENDING && status != StepStatus.SKIPPED;
        if (begun) {
            text.append("  ").append(String.format("%7s", Times.spent(step.spent(now))));
        }
        if (status == StepStatus.PENDING && step.launches() > 0) {
            text.append("  ").append(palette.caution("is launched again soon"));
        } else if (status != StepStatus.PENDING && status != StepStatus.DONE) {
            text.append("  ").append(StateWords.paint(status, palette, StateWords.of(status)));
        }
        if (step.launches() > 1) {
            String allowed = step.allowed() > 0 ? " of " + step.allowed() : "";
            text.append(palette.caution("  launch " + step.launches() + allowed));
        }
        boolean saidBelow = step.id().equals(run.problem().step());
        if (!step.said().isEmpty() && !saidBelow) {
            text.append("  ").append(palette.quiet(step.said()));
        }
        return text.toString();
    }

    private String standing() {
        long finished = run.steps().stream()
                .filter(step -> step.status() == StepStatus.DONE || step.status() == StepStatus.SKIPPED)
                .count();
        int left = run.status().stepsLeftOut();
        String standing = StateWords.painted(run, palette) + ", " + (finished + left) + " of "
                + (run.steps().size() + left) + " steps done, " + Times.spent(run.spent(now))
                + (run.isEnded() || run.status().revision() == 0
                        ? ""
                        : ", revision " + run.status().revision());
        if (run.observed().endedAt().isPresent()) {
            return standing + ", ended " + Times.exact(run.observed().endedAt().get());
        }
        // A gate says itself since when it waits.
        if (run.phase() == Phase.BLOCKED && !run.isEnded()) {
            return standing + ", since " + Times.exact(run.status().changed()) + " ("
                    + Times.ago(Instant.parse(run.status().changed()), now) + ")";
        }
        Duration age = Duration.between(run.observed().asOf(), now);
        return age.toMillis() < 1000
                ? standing
                : standing + ", written by the engine "
                        + Times.ago(run.observed().asOf(), now);
    }
}
