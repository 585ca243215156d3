package io.belay.plans.model;

/** What a step is in the order of a plan. Rules about order know roles and never kinds. */
public enum Role {
    LOOKS_AT_LIVE,
    PUBLISHES,
    TAKES_SNAPSHOT,
    MAKES_CANDIDATE,
    CHANGES_CANDIDATE,
    /** Brings the new version. */
    UPGRADES,
    /** Brings the planner's statistics. */
    COLLECTS_STATISTICS,
    /** Changes the database in a way that its author wrote. */
    RUNS_OWN_CHANGES,
    /** Changes what tables hold. */
    CHANGES_ROWS,
    PROVES_CANDIDATE,
    /** Carries a promotion out where nobody is concerned. */
    REHEARSES_PROMOTION,
    FOLLOWS,
    WARMS_UP,
    ASKS_PEOPLE,
    WAITS_FOR_TIME,
    BUILDS_STANDBYS,
    PROMOTES,
    ENDS_OLD_LIVE
}
