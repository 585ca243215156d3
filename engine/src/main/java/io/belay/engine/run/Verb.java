package io.belay.engine.run;

/** What the engine can do next. */
public enum Verb {
    /** Compare what the host announces with what the plan needs. */
    ANNOUNCE,
    PROBE,
    PREPARE,
    RUN,
    INSPECT,
    VERIFY,
    TAKE_WAYPOINT,
    RESTORE,
    UNDO,
    DROP_CANDIDATE,
    /** Make the other side live, behind a crossing. */
    SWAP,
    /** What became of a swap that is unclear. */
    INSPECT_SWAP,
    /** Whether the way back is open. */
    LOOK,
    /** Let time pass; an operator's decision or the late end of a running step ends it early. */
    PAUSE,
    AWAIT_OPERATOR,
    END
}
