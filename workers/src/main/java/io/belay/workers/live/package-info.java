/** Which cluster is live now, its production server, the settings that new wears in production, and the end of old. */
@NullMarked
package io.belay.workers.live;

import org.jspecify.annotations.NullMarked;
