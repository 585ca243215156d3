package io.belay.workers.postgres;

import java.nio.file.Path;
import java.util.Properties;

/** Where a server listens. */
public sealed interface Endpoint {

    /** The server's port, also for a socket, whose name carries it. */
    int port();

    /** Name to look a password up by: libpq uses {@code localhost} for sockets. */
    String host();

    /** Tells the driver how to get there. */
    void describe(Properties driver);

    /** @param folder what the server calls {@code unix_socket_directories} */
    record UnixSocket(Path folder, int port) implements Endpoint {

        private static final String FACTORY = "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg";

        @Override
        public String host() {
            return "localhost";
        }

        @Override
        public void describe(Properties driver) {
            driver.setProperty("socketFactory", FACTORY);
            driver.setProperty(
                    "socketFactoryArg", SocketFolder.socket(folder, port).toString());
            driver.setProperty("sslmode", "disable");
        }

        @Override
        public String toString() {
            return SocketFolder.socket(folder, port).toString();
        }
    }

    record Tcp(String host, int port) implements Endpoint {

        @Override
        public void describe(Properties driver) {
            driver.setProperty("sslmode", "prefer");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
