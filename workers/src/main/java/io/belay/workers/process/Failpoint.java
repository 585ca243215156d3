package io.belay.workers.process;

/** A named place in the launcher at which a test may stop it for ever, to kill the JVM right there. */
@FunctionalInterface
interface Failpoint {

    Failpoint NONE = name -> {};

    void reach(String name);
}
