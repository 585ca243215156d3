package io.belay.workers.clone;

import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Startable;
import io.belay.workers.postgres.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A clone that passed the gate, ran by itself, was stopped, and is one of two that follow each other: for what has to be rehearsed
 * between two servers. Isolated as before but for its peer, beside whose socket in the same private folder its own is. What live's
 * subscriptions were was cut off by the first start. Immutable.
 */
public final class PairedClone implements Startable {

    private static final String MAIN = "postgresql.conf";
    private static final String HBA = "pg_hba.conf";
    private static final String OPEN = "pg_hba.open";

    /** Sessions of Belay, three for each database, and some clients. */
    private static final int SESSIONS = 100;

    /** Besides those that each database takes. */
    private static final int SPARE = 10;

    private final SafeClone clone;
    private final Pairing pairing;

    /**
     * @param sockets folder of both
     * @param databases how many follow
     * @param client role that comes in, once the clone is open
     */
    public record Pairing(Path sockets, int port, int databases, String client) {}

    private PairedClone(SafeClone clone, Pairing pairing) {
        this.clone = clone;
        this.pairing = pairing;
    }

    /**
     * @param clone stopped
     * @param open whether the client's role comes in from the start on; else its rules wait in {@link #openRules}
     */
    static PairedClone of(SafeClone clone, Pairing pairing, boolean open) {
        PairedClone paired = new PairedClone(clone, pairing);
        OwnedFiles files = clone.facts().files();
        Path main = clone.dataDirectory().resolve(MAIN);
        files.write(main, read(main) + "# Written by Belay for a rehearsal between two clones.\n" + paired.settings());
        String shut = Authentication.content(clone.facts()).getOrDefault(HBA, "");
        // In a folder that only the owner can enter.
        String opened = shut + "local all \"" + pairing.client() + "\" trust\n";
        files.write(clone.dataDirectory().resolve(HBA), open ? opened : shut);
        files.write(paired.openRules(), opened);
        return paired;
    }

    private String settings() {
        int databases = pairing.databases();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("unix_socket_directories", pairing.sockets().toString());
        settings.put("port", String.valueOf(pairing.port()));
        settings.put("wal_level", "logical");
        settings.put(
                "max_connections",
                String.valueOf(most(clone.controlData().maxConnections(), SESSIONS + 6 * databases)));
        settings.put(
                "max_wal_senders", String.valueOf(most(clone.controlData().maxWalSenders(), SPARE + 2 * databases)));
        settings.put("max_replication_slots", String.valueOf(SPARE + 2 * databases));
        settings.put("max_logical_replication_workers", String.valueOf(SPARE + databases));
        settings.put(
                "max_worker_processes",
                String.valueOf(most(clone.controlData().maxWorkerProcesses(), 2 * SPARE + databases)));
        settings.put("wal_retrieve_retry_interval", "500ms");
        return SettingsText.render(settings);
    }

    private static int most(int one, int other) {
        return Math.max(one, other);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What its {@code pg_hba.conf} is once clients come. */
    public Path openRules() {
        return clone.dataDirectory().resolveSibling(OPEN);
    }

    /** Real path of the subvolume, dataset or tree. */
    public Path root() {
        return clone.root();
    }

    @Override
    public Installation installation() {
        return clone.installation();
    }

    @Override
    public Path dataDirectory() {
        return clone.dataDirectory();
    }

    @Override
    public Path socketFolder() {
        return pairing.sockets();
    }

    @Override
    public int port() {
        return pairing.port();
    }

    @Override
    public String superuser() {
        return clone.superuser();
    }

    @Override
    public Path log() {
        return clone.log();
    }

    @Override
    public ToolRun run() {
        return clone.run();
    }
}
