package io.belay.workers.step;

/** The attempt under way, as a step sees it. */
public interface Attempt {

    /** What people who watch see next: the last lines of what runs, secrets masked by the caller of the program. */
    void show(String lastLines);

    /** Called where the work can stop; throws when the attempt has to end or to let go. */
    void check();
}
