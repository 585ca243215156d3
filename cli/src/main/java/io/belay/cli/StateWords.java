package io.belay.cli;

import io.belay.engine.run.Phase;
import io.belay.engine.run.StepStatus;
import java.util.Locale;

/** Phases and step states in words, with a sign and a colour beside them. Stateless. */
final class StateWords {

    private StateWords() {}

    static String of(RunView run) {
        return switch (run.phase()) {
            case PREFLIGHT -> "asking the host";
            case APPLYING -> run.needsPerson() ? "waits for a person" : run.isRehearsal() ? "rehearsing" : "applying";
            case BLOCKED -> "stopped, waits for a person";
            case ROLLING_BACK -> "rolling back";
            case CLOSING -> "cleaning up";
            case COMPLETED -> run.isRehearsal() ? "passed" : "completed";
            case PROMOTED -> "promoted";
            case FAILED -> "failed";
            case ABORTED -> "aborted";
        };
    }

    static String painted(RunView run, Palette palette) {
        String words = of(run);
        return paint(run.phase(), palette, words);
    }

    static String paint(Phase phase, Palette palette, String text) {
        return switch (phase) {
            case COMPLETED, PROMOTED -> palette.good(text);
            case PREFLIGHT, APPLYING, CLOSING -> palette.strong(text);
            case ROLLING_BACK, ABORTED -> palette.caution(text);
            case BLOCKED, FAILED -> palette.bad(text);
        };
    }

    static String of(StepStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String sign(StepStatus status) {
        return switch (status) {
            case PENDING -> "·";
            case PREPARING, RUNNING, VERIFYING, FREEZING -> ">";
            case WAITING, UNCLEAR -> "?";
            case DONE -> "✓";
            case SKIPPED -> "-";
            case FAILED, UNDO_FAILED -> "✗";
            case UNDOING, UNDONE -> "<";
        };
    }

    static String paint(StepStatus status, Palette palette, String text) {
        return switch (status) {
            case DONE -> palette.good(text);
            case FAILED, UNDO_FAILED -> palette.bad(text);
            case WAITING, UNCLEAR, UNDOING -> palette.caution(text);
            case PREPARING, RUNNING, VERIFYING, FREEZING -> palette.strong(text);
            case PENDING, SKIPPED, UNDONE -> palette.quiet(text);
        };
    }
}
