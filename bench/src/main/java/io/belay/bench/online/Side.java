package io.belay.bench.online;

import io.belay.lab.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** One of the two servers. One thread only. */
final class Side {

    /** Superusers of the operating system's account only: the switch's own sessions, and the other side. */
    private static final String CLOSED = "local all postgres peer map=lab\nlocal replication postgres peer map=lab\n";

    private final Path data;
    private final Door door;
    private final Consumer<Path> own;
    private boolean fenced;

    /**
     * @param door as superuser
     * @param own gives a file to the server's account
     */
    Side(Path data, Door door, Consumer<Path> own) {
        this.data = data;
        this.door = door;
        this.own = own;
    }

    Door door(String database) {
        return door.to(database);
    }

    int port() {
        return door.port();
    }

    /** As libpq reads it; the servers trust their own account. */
    String conninfo(String database) {
        return "host=" + door.socketFolder() + " port=" + port() + " user=" + door.role() + " dbname=" + database;
    }

    ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new IOException(data + " is not served"));
    }

    boolean isFenced() {
        return fenced;
    }

    /** Writes what {@link #close} and {@link #open} only rename. */
    void writeAccessFiles() throws IOException {
        if (!fenced) {
            own.accept(Files.copy(file(""), file(".open"), StandardCopyOption.REPLACE_EXISTING));
        }
        own.accept(Files.writeString(file(".closed"), CLOSED));
    }

    /** In effect with the next reload. */
    void close() throws IOException {
        Files.move(file(".closed"), file(""), StandardCopyOption.ATOMIC_MOVE);
        fenced = true;
    }

    /** In effect with the next reload. */
    void open() throws IOException {
        Files.move(file(".open"), file(""), StandardCopyOption.ATOMIC_MOVE);
        fenced = false;
    }

    private Path file(String suffix) {
        return data.resolve("pg_hba.conf" + suffix);
    }
}
