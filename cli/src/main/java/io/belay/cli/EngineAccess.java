package io.belay.cli;

/** Opens the way to the engine. One implementation talks to Temporal; tests bring their own. */
@FunctionalInterface
interface EngineAccess {

    /** @throws io.belay.engine.problem.EngineFailure when Temporal does not answer */
    EngineDesk open(TemporalAddress address);
}
