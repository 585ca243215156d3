package io.belay.engine.activity;

/** Names of task queues. The host part is the host's configured name, never the machine's. */
public final class Queues {

    /** Version of the contract in this package; a host that speaks another one is refused before any step. */
    public static final int PROTOCOL = 1;

    public static final String ENGINE = "belay-engine";

    private Queues() {}

    /** Work that changes something or takes long; few at a time. */
    public static String heavy(String host) {
        return "belay-host." + host;
    }

    /** Quick questions. */
    public static String probe(String host) {
        return "belay-probe." + host;
    }
}
