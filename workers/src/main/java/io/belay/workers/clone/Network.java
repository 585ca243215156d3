package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * SQL in the copy can reach out by itself (foreign tables, dblink, triggers, {@code COPY .. PROGRAM}): the server runs in a network
 * namespace without any interface. Unix sockets are files and go through. Only root can have such a namespace.
 *
 * <p>13 and 14 then run without cumulative statistics (their collector wants a loopback socket); nothing needs them in a clone.
 */
final class Network implements GateItem {

    @Override
    public int row() {
        return 15;
    }

    @Override
    public String what() {
        return "the server has no network";
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        if (!clone.hasOwnNetwork()) {
            return List.of();
        }
        Optional<Path> ours = namespace("self");
        Optional<Path> its = namespace(String.valueOf(server.pid()));
        return ours.isPresent() && ours.equals(its)
                ? List.of("the server shares the host's network: foreign tables and programs could reach out")
                : List.of();
    }

    @Override
    public List<String> notIsolated(CloneFacts clone) {
        return clone.hasOwnNetwork()
                ? List.of()
                : List.of(
                        "this worker cannot make a network namespace (only root can, and not in every container), so the clone shares the host's network: SQL that reaches out by itself"
                                + " (foreign tables, dblink, COPY .. PROGRAM, triggers that call out) is not held back");
    }

    private static Optional<Path> namespace(String process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", process, "ns", "net")));
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }
}
