package io.belay.workers.postgres;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a server's Unix socket lies, and how long that path may be. */
public final class SocketFolder {

    /** {@code sun_path} holds 108 bytes on Linux, one of them the closing zero (unix(7)). */
    private static final int LONGEST = 107;

    private SocketFolder() {}

    public static Path socket(Path folder, int port) {
        return folder.resolve(".s.PGSQL." + port);
    }

    /** @throws ServerFailure {@code BLY-3305} when no server can listen there */
    public static void requireShort(Path folder, int port) {
        int length = socket(folder, port).toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new ServerFailure(
                    PostgresErrors.SOCKET_PATH_TOO_LONG,
                    "the socket `" + socket(folder, port) + "` would have a path of " + length
                            + " bytes; the system allows " + LONGEST
                            + ". Nothing was started. Choose a shorter folder for sockets in the host's configuration, for"
                            + " example `/run/belay`.");
        }
    }
}
