package io.belay.plans.model;

import java.util.Optional;

/** A step's own fields, read and typed; one record per kind. */
public interface Work {

    Traits traits();

    /** The name that the step gives to what it makes, when it is not the step's id. */
    default Optional<String> makes() {
        return Optional.empty();
    }

    /** The name of what an earlier step made and this one uses; empty when it takes the last one. */
    default Optional<String> uses() {
        return Optional.empty();
    }
}
