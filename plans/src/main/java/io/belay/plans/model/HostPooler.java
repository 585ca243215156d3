package io.belay.plans.model;

import io.belay.plans.model.HostConfiguration.Connection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where clients can be held and pointed elsewhere. Immutable. */
public record HostPooler(String name, Kind kind) {

    /** What it is, and how one gets at it. */
    public sealed interface Kind {
        /** As the host's file writes it. */
        String word();
    }

    /**
     * @param admin its console
     * @param config its configuration file
     */
    public record PgBouncer(Connection admin, Path config) implements Kind {
        @Override
        public String word() {
            return "pgbouncer";
        }
    }

    /**
     * @param socket of its runtime interface, with the level {@code admin}
     * @param frontend where clients come in
     * @param backend whose servers are exchanged
     * @param config its configuration file
     */
    public record HaProxy(Path socket, String frontend, String backend, Path config) implements Kind {
        @Override
        public String word() {
            return "haproxy";
        }
    }

    /** Whatever else holds clients, by programs of the host's file. */
    public record ByPrograms(String pause, String repoint, String resume, String check) implements Kind {

        /** Names of the programs by the words of the file, in its order. */
        public Map<String, String> byVerb() {
            Map<String, String> verbs = new LinkedHashMap<>();
            verbs.put("pause", pause);
            verbs.put("repoint", repoint);
            verbs.put("resume", resume);
            verbs.put("check", check);
            return verbs;
        }

        @Override
        public String word() {
            return "exec";
        }
    }

    /** Empty when it is none. */
    public Optional<PgBouncer> pgbouncer() {
        return kind instanceof PgBouncer bouncer ? Optional.of(bouncer) : Optional.empty();
    }
}
