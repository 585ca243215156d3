package io.belay.workers.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code pg_controldata} says of a data directory. Immutable; whether it is still true is for the caller to know.
 *
 * @param fields every line, by the label that {@code pg_controldata} prints under {@code LC_ALL=C}
 * @see <a href="https://www.postgresql.org/docs/17/app-pgcontroldata.html">PostgreSQL 17, pg_controldata</a>
 */
public record ControlData(Map<String, String> fields) {

    /** {@code DBState} of the control file, in {@code pg_controldata}'s words. */
    public enum State {
        STARTING_UP("starting up"),
        SHUT_DOWN("shut down"),
        SHUT_DOWN_IN_RECOVERY("shut down in recovery"),
        SHUTTING_DOWN("shutting down"),
        IN_CRASH_RECOVERY("in crash recovery"),
        IN_ARCHIVE_RECOVERY("in archive recovery"),
        IN_PRODUCTION("in production");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public ControlData {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @throws IllegalArgumentException when the text is not an output of {@code pg_controldata} in English */
    public static ControlData parse(String output) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : output.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        ControlData read = new ControlData(fields);
        read.systemIdentifier();
        read.state();
        return read;
    }

    public String systemIdentifier() {
        return text("Database system identifier");
    }

    public int controlVersion() {
        return number("pg_control version number");
    }

    public String catalogVersion() {
        return text("Catalog version number");
    }

    public State state() {
        String words = text("Database cluster state");
        for (State state : State.values()) {
            if (state.words.equals(words)) {
                return state;
            }
        }
        throw new IllegalArgumentException("pg_controldata names a state that is not known: " + words);
    }

    /** Stopped after a checkpoint, with nothing left to replay: what {@code pg_upgrade} demands. */
    public boolean isShutDown() {
        return state() == State.SHUT_DOWN;
    }

    public Lsn checkpoint() {
        return Lsn.parse(text("Latest checkpoint location"));
    }

    public Lsn redo() {
        return Lsn.parse(text("Latest checkpoint's REDO location"));
    }

    public int timeline() {
        return number("Latest checkpoint's TimeLineID");
    }

    public int blockBytes() {
        return number("Database block size");
    }

    public int segmentBlocks() {
        return number("Blocks per segment of large relation");
    }

    public int walBlockBytes() {
        return number("WAL block size");
    }

    public int walSegmentBytes() {
        return number("Bytes per WAL segment");
    }

    public int alignment() {
        return number("Maximum data alignment");
    }

    /** 0 when pages carry no checksum. */
    public int checksumVersion() {
        return number("Data page checksum version");
    }

    public boolean hasChecksums() {
        return checksumVersion() != 0;
    }

    public String walLevel() {
        return text("wal_level setting");
    }

    public int maxConnections() {
        return number("max_connections setting");
    }

    public int maxWorkerProcesses() {
        return number("max_worker_processes setting");
    }

    public int maxWalSenders() {
        return number("max_wal_senders setting");
    }

    public int maxPreparedTransactions() {
        return number("max_prepared_xacts setting");
    }

    public int maxLocksPerTransaction() {
        return number("max_locks_per_xact setting");
    }

    public boolean tracksCommitTimestamps() {
        return text("track_commit_timestamp setting").equals("on");
    }

    /** @throws IllegalArgumentException when {@code pg_controldata} printed no such line */
    public String text(String label) {
        String value = fields.get(label);
        if (value == null) {
            throw new IllegalArgumentException("pg_controldata printed no line `" + label + "`");
        }
        return value;
    }

    private int number(String label) {
        return Integer.parseInt(text(label));
    }
}
