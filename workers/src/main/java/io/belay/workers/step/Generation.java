package io.belay.workers.step;

/**
 * How often a run's candidate was put back or dropped. An attempt that was asked for before that, and gets its turn behind it,
 * has come too late: what it was to work on is gone.
 */
public final class Generation {

    private static final String NAME = "generation";

    private Generation() {}

    public static int of(RunFolder memory) {
        return memory.read(NAME, Integer.class).orElse(0);
    }

    /** Called before anything is taken back, so that an interrupted one counts too. */
    static void next(RunFolder memory) {
        memory.write(NAME, of(memory) + 1);
    }
}
