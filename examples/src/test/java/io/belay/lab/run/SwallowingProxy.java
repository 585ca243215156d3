package io.belay.lab.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A network that can be cut without anybody being told: while it swallows, connections stand and nothing arrives. Thread-safe. */
final class SwallowingProxy implements AutoCloseable {

    private static final int PIECE = 1 << 14;

    private final ServerSocket door;
    private final int target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean swallowing;

    private SwallowingProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** @param target port on this machine */
    static SwallowingProxy to(int target) {
        try {
            SwallowingProxy proxy =
                    new SwallowingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            start("accept", proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    void swallow() {
        swallowing = true;
    }

    /** New connections get through; what was swallowed on the old ones is lost, so they end. */
    void pass() {
        swallowing = false;
        endConnections();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                start("there", () -> copy(near, far));
                start("back", () -> copy(far, near));
            } catch (IOException closedOrRefused) {
                // The caller sees its connection end, as with any network.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (!swallowing) {
                    out.write(piece, 0, read);
                    out.flush();
                }
            }
        } catch (IOException ended) {
            // One side is gone; closing both tells the other.
            return;
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void endConnections() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        endConnections();
    }
}
