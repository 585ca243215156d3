package io.belay.lab.tour;

import io.belay.cli.Palette;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.StepLine;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** One line per step that ended, with how long it took. One rehearsal, one thread. */
final class StepLines {

    private static final Set<String> ENDED = Set.of("DONE", "FAILED", "SKIPPED");

    private final Telling telling;
    private final Set<String> shown = new HashSet<>();

    StepLines(Telling telling) {
        this.telling = telling;
    }

    void show(RunStatus status) {
        for (StepLine step : status.steps()) {
            if (ENDED.contains(step.status()) && shown.add(step.id())) {
                telling.says(String.format(
                        Locale.ROOT,
                        "  %-11s %s %6.1f s",
                        step.id(),
                        painted(step.status()),
                        step.milliseconds() / 1000.0));
            }
        }
    }

    private String painted(String status) {
        Palette palette = telling.palette();
        String word = String.format(Locale.ROOT, "%-7s", status.toLowerCase(Locale.ROOT));
        return switch (status) {
            case "DONE" -> palette.good(word);
            case "FAILED" -> palette.bad(word);
            default -> palette.quiet(word);
        };
    }
}
