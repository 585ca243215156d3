package io.belay.workers.host;

/** The attempt ends because its worker does; what it launched goes on, and the next attempt adopts it. Never a failure. */
final class LetGo extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LetGo(String message) {
        super(message);
    }

    LetGo(String message, Throwable cause) {
        super(message, cause);
    }
}
