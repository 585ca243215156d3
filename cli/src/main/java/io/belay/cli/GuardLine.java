package io.belay.cli;

import io.belay.engine.schedule.GuardReport;
import java.time.Duration;
import java.util.Optional;

/** A cluster's guard in one line: its rhythm, when it acts next, and why it rehearses nothing where that is so. Stateless. */
final class GuardLine {

    private GuardLine() {}

    /** {@code guard  orders-13-to-17, a snapshot every 1h00m, at most 24 stay: the newest 24, next at 2026-11-21T17:00:00Z}. */
    static Optional<String> of(EngineDesk desk, String cluster, Palette palette) {
        return desk.guards().stream()
                .filter(guard -> guard.cluster().equals(cluster))
                .map(guard -> text(guard, palette))
                .findFirst();
    }

    static String text(GuardReport guard, Palette palette) {
        String rhythm = "guard  plan " + guard.plan() + ", a snapshot every " + every(guard.every()) + ", at most "
                + guard.keep() + " stay: " + guard.stays();
        String next = guard.next().map(at -> ", next at " + Times.exact(at)).orElse("");
        String note = guard.paused() || isOfNow(guard) ? "\n       " + palette.caution(guard.note()) : "";
        String rehearsed = guard.rehearses().isEmpty() ? "" : "\n       rehearsed " + guard.rehearses();
        return rhythm + next + rehearsed + (note.isBlank() ? "" : note);
    }

    /** {@code 1h}, not {@code 1h00m}: as the plan writes it. */
    static String every(Duration every) {
        return Times.spent(every).replaceFirst("(?<=[0-9][mh])00[ms]$", "");
    }

    /** A pause that is over leaves its note behind. */
    static boolean isOfNow(GuardReport guard) {
        return !guard.note().isEmpty() && !guard.note().endsWith("no longer");
    }
}
