package io.belay.engine.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Temporal is. Immutable.
 *
 * @param address {@code host:port}
 * @param tls absent for a plain connection, which is meant for the same machine
 */
public record Connection(String address, String namespace, Optional<Tls> tls) {

    public static final String NAMESPACE = "belay";

    /**
     * @param certificate the client's own, in PEM
     * @param key its key in PKCS 8
     */
    public record Tls(Optional<Path> certificate, Optional<Path> key) {}

    public static Connection plain(String address) {
        return new Connection(address, NAMESPACE, Optional.empty());
    }
}
