package io.belay.workers.process;

/**
 * Names one launch for ever: run, step, epoch and, where a step launches several programs, which one. Immutable.
 *
 * @param run the run's id
 * @param step the step's id
 * @param epoch from 1
 * @param program short name within the step, for example {@code pg_upgrade}
 */
public record LaunchKey(String run, String step, int epoch, String program) {

    public LaunchKey {
        requireName(run);
        requireName(step);
        requireName(program);
        if (epoch < 1) {
            throw new IllegalArgumentException("epochs begin at 1: " + epoch);
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_.-]{1,80}") || name.startsWith(".")) {
            throw new IllegalArgumentException("not usable as a folder's name: " + name);
        }
    }
}
