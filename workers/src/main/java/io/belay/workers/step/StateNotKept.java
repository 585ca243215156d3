package io.belay.workers.step;

/**
 * What a run has to remember could not be written or read: the disk of the state folder is full or broken. Says nothing about
 * the step; the attempt is repeated.
 */
public final class StateNotKept extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateNotKept(String message, Throwable cause) {
        super(message, cause);
    }
}
