package io.belay.workers.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/** The passwd database of this host. Thread-safe. */
public final class Accounts {

    private Accounts() {}

    /** Empty when there is no such account. */
    public static synchronized Optional<Account> byName(String name) {
        return account(Native.SYSTEM.getpwnam(name));
    }

    /** Empty when no account has this number; processes may still run under it. */
    public static synchronized Optional<Account> byUserId(long userId) {
        return account(Native.SYSTEM.getpwuid((int) userId));
    }

    /** The account that a file or folder belongs to; a link's own owner, not its target's. */
    public static Optional<Account> ownerOf(Path path) {
        try {
            Object number = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return byUserId(((Number) number).longValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The account that this JVM runs as. Empty when its number has no entry, as in some containers. */
    public static Optional<Account> current() {
        return byUserId(effectiveUserId());
    }

    public static long effectiveUserId() {
        return Integer.toUnsignedLong(Native.LIBC.geteuid());
    }

    public static boolean isRoot() {
        return effectiveUserId() == 0;
    }

    // The C library fills one buffer for all callers: the synchronized methods above copy it out before the next call.
    private static Optional<Account> account(@Nullable Passwd entry) {
        if (entry == null) {
            return Optional.empty();
        }
        String home = entry.getHome();
        return Optional.of(new Account(
                entry.getLoginName(),
                Integer.toUnsignedLong((int) entry.getUID()),
                Integer.toUnsignedLong((int) entry.getGID()),
                Path.of(home == null || home.isEmpty() ? "/" : home)));
    }
}
