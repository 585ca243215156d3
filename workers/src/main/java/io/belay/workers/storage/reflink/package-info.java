/** The driver for file systems whose files can share blocks: XFS, and folders on btrfs that are no subvolume. */
@NullMarked
package io.belay.workers.storage.reflink;

import org.jspecify.annotations.NullMarked;
