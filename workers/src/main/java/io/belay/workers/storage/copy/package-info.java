/** The driver for every other file system: full copies. */
@NullMarked
package io.belay.workers.storage.copy;

import org.jspecify.annotations.NullMarked;
