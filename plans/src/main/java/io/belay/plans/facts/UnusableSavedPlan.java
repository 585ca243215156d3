package io.belay.plans.facts;

/** A text that is no saved plan, or not the one that was written. */
public final class UnusableSavedPlan extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        /** Not such a file at all. */
        NOT_ONE,
        /** Written by a Belay whose files this one does not read. */
        OTHER_FORMAT,
        /** Its content and its hashes differ. */
        DAMAGED
    }

    private final Reason reason;

    UnusableSavedPlan(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
