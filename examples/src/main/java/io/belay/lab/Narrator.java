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
}
