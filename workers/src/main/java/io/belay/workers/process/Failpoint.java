package io.belay.workers.process;

/** A named place at which a test may stop the work for ever, to kill the JVM right there. */
@FunctionalInterface
public interface Failpoint {

    Failpoint NONE = name -> {};

    void reach(String name);
}
