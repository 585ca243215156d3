package io.belay.plans.model;

/** What a step is in the order of a plan. Rules about order know roles and never kinds. */
public enum Role {
    LOOKS_AT_LIVE,
    PUBLISHES,
    TAKES_SNAPSHOT,
    MAKES_CANDIDATE,
    CHANGES_CANDIDATE,
    PROVES_CANDIDATE,
    FOLLOWS,
    WARMS_UP,
    ASKS_PEOPLE,
    WAITS_FOR_TIME,
    BUILDS_STANDBYS,
    PROMOTES,
    ENDS_OLD_LIVE
}
