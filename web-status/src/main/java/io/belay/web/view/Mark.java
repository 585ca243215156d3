package io.belay.web.view;

import io.belay.engine.run.Phase;
import io.belay.engine.run.StepStatus;
import java.util.Locale;

/**
 * A state as word, sign and colour: never as colour alone. Immutable.
 *
 * @param tone style class: {@code good bad caution busy quiet}
 */
public record Mark(String word, String sign, String tone) {

    static Mark of(Phase phase, boolean rehearsal) {
        return switch (phase) {
            case PREFLIGHT -> tone("asking the host", "busy");
            case APPLYING -> tone(rehearsal ? "rehearsing" : "applying", "busy");
            case BLOCKED -> tone("waits for a person", "caution");
            case ROLLING_BACK -> tone("rolling back", "caution");
            case CLOSING -> tone("cleaning up", "busy");
            case COMPLETED -> tone(rehearsal ? "passed" : "completed", "good");
            case PROMOTED -> tone("promoted", "good");
            case FAILED -> tone("failed", "bad");
            case ABORTED -> tone("aborted", "caution");
        };
    }

    /** An upgrade between its steps: behind the crossing it is promoted, whatever is still to be done. */
    static Mark applying(boolean needsPerson, boolean promoted) {
        if (promoted) {
            return tone("promoted", "good");
        }
        return needsPerson ? tone("waits for a person", "caution") : tone("applying", "busy");
    }

    static Mark of(StepStatus status) {
        String word = status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (status) {
            case DONE -> tone(word, "good");
            case FAILED, UNDO_FAILED -> tone(word, "bad");
            case UNCLEAR, WAITING, UNDOING -> tone(word, "caution");
            case PENDING, SKIPPED, UNDONE -> tone(word, "quiet");
            case PREPARING, RUNNING, VERIFYING, FREEZING -> tone(word, "busy");
        };
    }

    static Mark passed() {
        return tone("passes", "good");
    }

    static Mark failed() {
        return tone("fails", "bad");
    }

    private static Mark tone(String word, String tone) {
        String sign = switch (tone) {
            case "good" -> "✓";
            case "bad" -> "✗";
            case "caution" -> "!";
            case "busy" -> "▸";
            default -> "·";
        };
        return new Mark(word, sign, tone);
    }
}
