package io.belay.cli.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Chooses a loopback port below the range that outgoing connections take theirs from: those hold a port at any moment. */
public final class LoopbackPort {

    private static final int LOWEST = 15_000;
    private static final int USUAL_EPHEMERAL_START = 32_768;
    private static final int TRIES = 200;

    private LoopbackPort() {}

    /** Free at this moment; another process may still be faster. */
    public static int choose(Random random) {
        int end = Math.max(LOWEST + 1_000, ephemeralStart());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = LOWEST + random.nextInt(end - LOWEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free loopback port between " + LOWEST + " and " + end);
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int ephemeralStart() {
        try {
            String range = Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
            return Integer.parseInt(range.strip().split("\\s+", -1)[0]);
        } catch (IOException | NumberFormatException unknown) {
            return USUAL_EPHEMERAL_START;
        }
    }
}
