package io.belay.engine.activity;

import io.belay.engine.ledger.GreenRehearsal;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.engine.ledger.LedgerEntry;
import io.temporal.activity.ActivityInterface;

/** What a workflow asks of the engine itself, because it takes a client: on queue {@link Queues#ENGINE}. May be repeated. */
@ActivityInterface(namePrefix = "Engine")
public interface EngineDesk {

    /**
     * Adds a rehearsal's outcomes to the ledger of its cluster; makes the ledger when there is none. Whoever reads the ledger once this
     * has returned finds them there; the same entry again changes nothing.
     */
    void record(LedgerEntry entry);

    /** @return the newest rehearsal that this very plan has passed, {@link GreenRehearsal#NONE} when it never has */
    GreenRehearsal greenRehearsal(String cluster, String planHash);

    /** @return when this very plan was rehearsed last, {@link LastRehearsals#NONE} when it never was */
    LastRehearsals lastRehearsals(String cluster, String planHash);

    /** @return the run id of a rehearsal of this cluster that is still open, empty when there is none */
    String openRehearsal(String cluster);

    /** Pauses the cluster's snapshots; nothing happens when it has no guard, or somebody has paused it already. */
    void pauseGuard(String cluster, String note);

    /** Writes a note on the cluster's guard for whoever looks at it; an empty one takes back what it said. Nothing happens when it has none, or is paused. */
    void noteOnGuard(String cluster, String note);

    /** Ends the pause that this very note began, nobody else's. */
    void unpauseGuard(String cluster, String note);
}
