/** The driver for btrfs: snapshots of subvolumes, by ioctl. */
@NullMarked
package io.belay.workers.storage.btrfs;

import org.jspecify.annotations.NullMarked;
