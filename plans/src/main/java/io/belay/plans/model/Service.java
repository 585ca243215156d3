package io.belay.plans.model;

/** Who starts and stops a cluster. Immutable. */
public sealed interface Service {

    /** As the host's file and a plan's {@code live.service} write it. */
    String word();

    /** PostgreSQL's own program, as the cluster's owner. */
    record PgCtl() implements Service {
        @Override
        public String word() {
            return "pg_ctl";
        }
    }

    /** @param unit for example {@code postgresql@13-main.service} */
    record Systemd(String unit) implements Service {
        @Override
        public String word() {
            return "systemd";
        }
    }

    /**
     * Debian's wrapper.
     *
     * @param cluster its name there, for example {@code main}
     */
    record PgCtlCluster(String cluster) implements Service {
        @Override
        public String word() {
            return "pg_ctlcluster";
        }
    }

    /** Programs of the host's file, by name. */
    record Programs(String start, String stop, String status) implements Service {
        @Override
        public String word() {
            return "command";
        }
    }
}
