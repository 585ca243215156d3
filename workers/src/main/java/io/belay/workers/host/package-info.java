/** The daemon, the host's configuration and permissions (invariant I9), activities. */
@NullMarked
package io.belay.workers.host;

import org.jspecify.annotations.NullMarked;
