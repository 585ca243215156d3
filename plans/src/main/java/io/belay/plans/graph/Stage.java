package io.belay.plans.graph;

/** Where a step stands on the way from old to new: what a failure there means for clients. */
public enum Stage {
    /** Nothing that belongs to live has been changed. */
    UNTOUCHED("Live is untouched"),
    /** Something was set up on live, and is taken away again by going back. */
    PREPARED("Live is prepared"),
    /** The step in which clients are held and new becomes live. */
    PROMOTION("Clients are held"),
    /** New is live. */
    CROSSED("New is live"),
    /** A step that removes old live, and all behind it. */
    ENDED("Old is gone");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
