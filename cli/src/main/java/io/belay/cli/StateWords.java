package io.belay.cli;

import io.belay.engine.run.Phase;
import io.belay.engine.run.StepStatus;
import java.util.Locale;

/** Phases and step states in words, with a sign and a colour beside them. Stateless. */
final class StateWords {

    private static final String PERSON = "waits for a person";

    private StateWords() {}

    /** As the ledger marks what was tried in part only. */
    static String of(RunView run) {
        return whole(run) + (run.status().isQuick() ? " (quick)" : "");
    }

    private static String whole(RunView run) {
        return switch (run.phase()) {
            case PREFLIGHT -> "asking the host";
            case APPLYING -> applying(run);
            case BLOCKED -> run.isPromoted() ? "promoted, stopped behind it" : "stopped, " + PERSON;
            case ROLLING_BACK -> "rolling back";
            case CLOSING -> "cleaning up";
            case COMPLETED -> run.isRehearsal() ? "passed" : "completed";
            case PROMOTED -> "promoted";
            case FAILED -> "failed";
            case ABORTED -> "aborted";
        };
    }

    /** With what it waits for, where it waits. */
    static String withWaits(RunView run, String words) {
        String waits = run.status().waitsFor();
        if (waits.isEmpty()) {
            return words;
        }
        return words.contains(PERSON) ? words.replace(PERSON, "waits for " + waits) : words + ", waits for " + waits;
    }

    private static String applying(RunView run) {
        if (run.isRehearsal()) {
            return "rehearsing";
        }
        String doing = run.needsPerson() ? PERSON : "applying";
        if (!run.isPromoted()) {
            return doing;
        }
        if (run.status().promotion().isOldLive()) {
            return "promoted, old is live again";
        }
        boolean kept = run.keepsOldLive() || run.status().promotion().wayBack().equals("open");
        return kept ? "promoted, old live is kept" : "promoted, old live goes";
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
