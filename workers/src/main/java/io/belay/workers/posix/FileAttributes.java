package io.belay.workers.posix;

import java.nio.file.Path;

/**
 * Owner, mode and flag that a copied file or folder gets. Immutable.
 *
 * @param userId ignored unless this process is root: nobody else may give files away
 * @param groupId likewise
 * @param mode the permission bits, at most 07777
 * @param immutable whether it can be changed by nobody from then on
 */
public record FileAttributes(long userId, long groupId, int mode, boolean immutable) {

    /** Of a file or folder that is there; a link is not followed. */
    public void applyTo(Path path) {
        try (Descriptor descriptor = Descriptor.open(path, Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW)) {
            applyTo(descriptor);
        }
    }

    /** In this order: giving a file away clears bits of its mode, and nothing can be changed behind the flag. */
    void applyTo(Descriptor descriptor) {
        if (Accounts.isRoot()) {
            Native.require(
                    Native.LIBC.fchown(descriptor.number(), (int) userId, (int) groupId), "chown", descriptor.path());
        }
        Native.require(Native.LIBC.fchmod(descriptor.number(), mode), "chmod", descriptor.path());
        if (immutable) {
            FileFlags.makeImmutable(descriptor);
        }
    }
}
