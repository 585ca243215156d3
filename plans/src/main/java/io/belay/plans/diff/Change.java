package io.belay.plans.diff;

import java.util.Optional;

/**
 * One difference between what was and what is. Immutable.
 *
 * @param subject what differs: a field, a step, a fact
 * @param before empty when it was not there
 * @param after empty when it is gone
 * @param words what a reader has to know beside the two values; may be empty
 */
public record Change(Sort sort, String subject, Optional<Side> before, Optional<Side> after, String words) {

    /** Which way it differs; the name in lower case is its word. */
    public enum Sort {
        ADDED("added"),
        REMOVED("removed"),
        MOVED("moved"),
        CHANGED("changed");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** @param byDefault whether nobody wrote it */
    public record Side(String text, boolean byDefault) {

        String words() {
            return text + (byDefault ? " (default)" : "");
        }
    }

    public static Change added(String subject, Side after) {
        return new Change(Sort.ADDED, subject, Optional.empty(), Optional.of(after), "");
    }

    public static Change removed(String subject, Side before) {
        return new Change(Sort.REMOVED, subject, Optional.of(before), Optional.empty(), "");
    }

    public static Change changed(String subject, Side before, Side after) {
        return new Change(Sort.CHANGED, subject, Optional.of(before), Optional.of(after), "");
    }

    /** For what is no value: a step that came, went or moved. */
    public static Change of(Sort sort, String subject, String words) {
        return new Change(sort, subject, Optional.empty(), Optional.empty(), words);
    }

    public Change withWords(String text) {
        return new Change(sort, subject, before, after, text);
    }
}
