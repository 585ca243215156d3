package io.belay.workers.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** A cluster that plays live: started by the test itself, outside the gate, and stopped by it. */
public final class LiveCluster implements AutoCloseable {

    private static final int PORT = 5433;

    private final TestHost host;
    private final Installation installation;
    private final Path root;
    private final Path sockets;

    private LiveCluster(TestHost host, Installation installation) {
        this.host = host;
        this.installation = installation;
        this.root = host.makeFolder(host.folder().resolve("live"));
        this.sockets = host.makeFolder(host.folder().resolve("ls"));
    }

    public static LiveCluster make(TestHost host, Installation installation, String... moreInitdb) {
        LiveCluster live = new LiveCluster(host, installation);
        String[] fixed = {
            installation.program("initdb").toString(),
            "-D",
            live.data().toString(),
            "-U",
            "postgres",
            "--auth=trust",
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "--no-sync"
        };
        String[] all = java.util.stream.Stream.of(fixed, moreInitdb)
                .flatMap(java.util.stream.Stream::of)
                .toArray(String[]::new);
        host.run(all);
        live.configure("listen_addresses = ''", "unix_socket_directories = '" + live.sockets + "'", "port = " + PORT);
        live.configure("jit = off", "autovacuum = off", "fsync = off", "max_connections = 42", "wal_level = logical");
        return live;
    }

    /** Lines at the end of its postgresql.conf, which win. */
    public void configure(String... lines) {
        try {
            Files.write(data().resolve("postgresql.conf"), List.of(lines), StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public LiveCluster start() {
        host.run(installation.program("pg_ctl").toString(), "start", "-D", data().toString(), "-w", "-s", "-l", log());
        return this;
    }

    public void sql(String database, String... statements) {
        try (Session session = server().open(database)) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    public String value(String database, String query) {
        try (Session session = server().open(database)) {
            return session.query("SELECT (" + query + ")::text AS value").get(0).text("value");
        }
    }

    public JdbcServer server() {
        Endpoint.UnixSocket socket = new Endpoint.UnixSocket(sockets, PORT);
        return new JdbcServer(
                Access.byPeer(socket, "postgres", Duration.ofMinutes(1)).withServersSearchPath(), "template1");
    }

    /** A copy of its tree as storage would make it: idle server, after a checkpoint, lock file and all. */
    public Path copyTo(Path destination) {
        if (isRunning()) {
            sql("template1", "CHECKPOINT");
        }
        host.copy(root, destination);
        return destination;
    }

    public Path root() {
        return root;
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path sockets() {
        return sockets;
    }

    public Installation installation() {
        return installation;
    }

    public boolean isRunning() {
        return ServerControl.servedBy(data()).isPresent();
    }

    @Override
    public void close() {
        if (isRunning()) {
            host.run(
                    installation.program("pg_ctl").toString(),
                    "stop",
                    "-D",
                    data().toString(),
                    "-m",
                    "fast",
                    "-w",
                    "-s");
        }
    }

    private String log() {
        return root.resolve("live.log").toString();
    }
}
