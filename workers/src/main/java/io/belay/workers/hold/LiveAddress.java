package io.belay.workers.hold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where live listens on this host. Immutable.
 *
 * @param sockets its {@code unix_socket_directories}
 */
public record LiveAddress(List<Path> sockets, int port) {

    /** The server's own lock file, in its data directory. */
    public static final String LOCK = "postmaster.pid";

    /** See miscinit.c, LOCK_FILE_LINE_SOCKET_DIR, counted from 0. */
    private static final int SOCKET_LINE = 4;

    public LiveAddress {
        sockets = List.copyOf(sockets);
    }

    /**
     * The first of a running server's socket folders, as it notes it itself.
     *
     * @throws UncheckedIOException when it does not run
     */
    public static Optional<Path> socketFolder(Path dataDirectory) {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve(LOCK));
            return lines.size() > SOCKET_LINE && lines.get(SOCKET_LINE).startsWith("/")
                    ? Optional.of(Path.of(lines.get(SOCKET_LINE).strip()))
                    : Optional.empty();
        } catch (IOException notRunning) {
            throw new UncheckedIOException(notRunning);
        }
    }

    /**
     * Whether a pooler's entry leads here: a socket's folder of live's, or an address of this very host, with live's port.
     *
     * @param host empty for the folder in which the pooler looks by itself
     */
    public boolean isMeantBy(Optional<String> host, int otherPort, Path usualFolder) {
        if (otherPort != port) {
            return false;
        }
        String where = host.orElse(usualFolder.toString());
        return where.startsWith("/")
                ? sockets.stream().anyMatch(socket -> isSame(socket, Path.of(where)))
                : isThisHost(where);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || (Files.exists(other) && Files.isSameFile(one, other));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isThisHost(String name) {
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
    }
}
