package io.belay.engine.activity;

/**
 * Names of task queues. The host part is the host's configured name, never the machine's.
 *
 * <table>
 *   <caption>What goes where</caption>
 *   <tr><td>{@link #heavy}</td><td>{@link HostSteps}: run, verify, undo; {@link CandidateStore}</td></tr>
 *   <tr><td>{@link #probe}</td><td>{@link HostSteps}: probe, prepare, inspect; {@link HostDesk}; {@link Snapshots} and {@link
 *   TesterClones}, which never wait behind a rehearsal</td></tr>
 *   <tr><td>{@link #ENGINE}</td><td>all workflows; {@link EngineDesk}</td></tr>
 * </table>
 */
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
