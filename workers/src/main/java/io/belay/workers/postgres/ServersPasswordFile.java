package io.belay.workers.postgres;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * A password file in libpq's form for a server that connects to another one: readable for the account that the server runs under and for
 * nobody else, so that a subscription names a file and no password. Stateless.
 */
public final class ServersPasswordFile {

    private ServersPasswordFile() {}

    /**
     * Written anew at each call, whole or not at all.
     *
     * @param access of the server that is connected to
     * @param databases that sessions are opened in
     * @param owner account of the server that connects
     * @return the file; empty when no password is needed, and then there is none
     */
    public static Optional<Path> write(Path file, Access access, List<String> databases, Account owner) {
        StringBuilder lines = new StringBuilder();
        for (String database : databases) {
            access.password()
                    .apply(database)
                    .ifPresent(password -> lines.append("*:")
                            .append(access.endpoint().port())
                            .append(':')
                            .append(escaped(database))
                            .append(':')
                            .append(escaped(access.user()))
                            .append(':')
                            .append(escaped(password.reveal()))
                            .append('\n'));
        }
        try {
            if (lines.isEmpty()) {
                remove(file);
                return Optional.empty();
            }
            put(file, lines.toString(), owner);
            return Optional.of(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("the password file " + file + " cannot be written", refused);
        }
    }

    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("the password file " + file + " cannot be removed", refused);
        }
    }

    private static void put(Path file, String text, Account owner) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Ownership.give(beside, owner);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }
}
