package io.belay.lab.tour;

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
                        "  %-12s %-8s %6.1f s",
                        step.id(),
                        step.status().toLowerCase(Locale.ROOT),
                        step.milliseconds() / 1000.0));
            }
        }
    }
}
