package io.belay.engine.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The newest rehearsal that passed as a whole, of one very plan. Immutable.
 *
 * @param run its id; empty when there is none
 * @param snapshot on which it passed
 * @param at ISO-8601, when it ended
 */
public record GreenRehearsal(String planHash, String run, String snapshot, String at) {

    public static final GreenRehearsal NONE = new GreenRehearsal("", "", "", "");

    @JsonIgnore
    public boolean isNone() {
        return run.isEmpty();
    }
}
