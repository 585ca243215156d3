package io.belay.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A way into a server or pooler of the lab through its Unix socket. Immutable; its text form hides the password.
 *
 * @param socketFolder folder of the socket file
 * @param port the number in the socket file's name; nothing listens on TCP
 * @param password none for roles that the operating system vouches for
 */
public record Door(Path socketFolder, int port, String database, String role, Optional<String> password) {

    public Door to(String otherDatabase) {
        return new Door(socketFolder, port, otherDatabase, role, password);
    }

    public Door as(String otherRole, String otherPassword) {
        return new Door(socketFolder, port, database, otherRole, Optional.of(otherPassword));
    }

    /** The driver ignores host and port: the socket factory opens the file. */
    String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        properties.setProperty(
                "socketFactoryArg", socketFolder.resolve(".s.PGSQL." + port).toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "belay-lab");
        // A pooler that switches servers between transactions knows no prepared statements.
        properties.setProperty("prepareThreshold", "0");
        password.ifPresent(text -> properties.setProperty("password", text));
        return properties;
    }

    @Override
    public String toString() {
        return role + "@" + socketFolder + ":" + port + "/" + database;
    }
}
