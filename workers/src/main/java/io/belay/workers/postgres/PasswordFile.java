package io.belay.workers.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads passwords from a file in libpq's {@code .pgpass} format, anew at each call, so that a changed password needs no restart.
 * Thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-pgpass.html">PostgreSQL 17, The Password File</a>
 */
public final class PasswordFile {

    private static final int FIELDS = 5;

    private final Path file;

    public PasswordFile(Path file) {
        this.file = file;
    }

    /**
     * @param host name or address; {@code localhost} for a Unix socket
     * @return password of the first line that matches
     * @throws ServerFailure {@code BLY-3306} when the file cannot be read or others may read it
     */
    public Optional<Password> find(String host, int port, String database, String user) {
        return find(lines(), List.of(host, String.valueOf(port), database, user));
    }

    static Optional<Password> find(List<String> lines, List<String> wanted) {
        for (String line : lines) {
            List<String> fields = split(line);
            if (!line.startsWith("#") && fields.size() == FIELDS && matches(fields, wanted)) {
                return Optional.of(new Password(fields.get(FIELDS - 1)));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Fields are parted by colons; a backslash takes the next character as it is. */
    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
            } else if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private List<String> lines() {
        try {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            if (allowed.stream().anyMatch(right -> !right.name().startsWith("OWNER_"))) {
                throw refused("others than its owner have rights on it; run: chmod 600 " + file);
            }
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw refused(unreadable.getClass().getSimpleName() + " when reading it");
        }
    }

    private ServerFailure refused(String why) {
        return new ServerFailure(
                PostgresErrors.PASSWORD_FILE_REFUSED,
                "the password file `" + file + "` is not used: " + why + ". No connection was tried.");
    }
}
