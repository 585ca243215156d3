package io.belay.workers.clients;

/**
 * One way in which somebody was connected to live. Never what was asked there. Immutable.
 *
 * @param address of the other side of the connection; empty for a Unix socket
 * @param superuser whether the role was one
 * @param through whether a pooler had opened the session
 */
public record ClientSight(
        String address, String database, String role, String application, boolean superuser, Through through) {

    /** Who opened a session. */
    public enum Through {
        POOLER,
        NO_POOLER,
        /** The poolers were not asked at that moment. */
        UNKNOWN
    }

    /** For a person. */
    public String words() {
        return role + " in " + database + " (" + (application.isBlank() ? "no application_name" : application)
                + ") from " + place();
    }

    /** Where it came from, as a person says it. */
    public String place() {
        return address.isEmpty() ? "this host's socket" : address;
    }
}
