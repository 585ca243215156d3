package io.belay.lab;

/** Hears what the lab is doing, in words that a DBA would use; the quickstart prints them. */
@FunctionalInterface
public interface Narrator {

    /** @param sentence present tense, without full stop, for example {@code unpacking PostgreSQL 13} */
    void says(String sentence);

    /** For tests that do not care. */
    static Narrator silent() {
        return sentence -> {};
    }

    /** The JVM ends, and what was made is removed from here on: what fails in another thread now fails for that reason. */
    default void interrupted() {}
}
