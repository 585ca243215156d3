package io.belay.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where fetched programs are kept between starts: {@code $BELAY_CACHE}, else {@code /var/cache/belay} for root (other accounts
 * have to reach the programs), else {@code ~/.cache/belay}.
 */
public final class CacheFolder {

    private CacheFolder() {}

    /** Of this process; created when missing. */
    public static Path ofThisMachine() {
        Path folder = wherever();
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException failure) {
            throw new UncheckedIOException("the cache folder " + folder + " cannot be created", failure);
        }
    }

    /** The same, whether it is there or not. */
    public static Path wherever() {
        return of(System.getenv(), System.getProperty("user.name"), Path.of(System.getProperty("user.home")));
    }

    static Path of(Map<String, String> environment, String user, Path home) {
        return Optional.ofNullable(environment.get("BELAY_CACHE"))
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text).toAbsolutePath().normalize())
                .orElseGet(() -> user.equals("root") ? Path.of("/var/cache/belay") : userCache(environment, home));
    }

    private static Path userCache(Map<String, String> environment, Path home) {
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> home.resolve(".cache"))
                .resolve("belay");
    }
}
