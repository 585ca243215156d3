/** Holding a running server in backup mode while its files are copied, and completing the image so that it recovers. */
@NullMarked
package io.belay.workers.backup;

import org.jspecify.annotations.NullMarked;
