package io.belay.workers.process;

/** A named place at which a test may stop the work for ever, to kill the JVM right there. Nothing stops unless a test asks for it. */
@FunctionalInterface
public interface Failpoint {

    Failpoint NONE = name -> {};

    void reach(String name);

    default void reach(CrashPoint point) {
        reach(point.word());
    }

    /** The one that this JVM was started with, see {@link StoppingFailpoint}; else {@link #NONE}. Only tests ask for one. */
    static Failpoint ofThisJvm() {
        String wanted = System.getProperty(StoppingFailpoint.PROPERTY, "");
        return wanted.isBlank() ? NONE : StoppingFailpoint.parse(wanted);
    }
}
