package io.belay.workers.posix;

import java.nio.file.Path;

/** Changing the owner of single files. Never walks a tree: at a million files that takes minutes. Thread-safe. */
public final class Ownership {

    private Ownership() {}

    /** Of a link the link itself, never its target. */
    public static void give(Path path, Account account) {
        give(path, account.userId(), account.groupId());
    }

    /** Likewise, by numbers: what is copied may belong to somebody without an account here. */
    public static void give(Path path, long userId, long groupId) {
        int result = Native.LIBC.lchown(path.toString(), (int) userId, (int) groupId);
        Native.require(result, "chown", path);
    }
}
