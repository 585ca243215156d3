package io.belay.workers.postgres;

/** A password on its way from its source to the server. Its text form is a mask. Immutable. */
public final class Password {

    private final String value;

    public Password(String value) {
        this.value = value;
    }

    /** For the connection only: never into a message, a URL, an argument or a file. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "********";
    }
}
