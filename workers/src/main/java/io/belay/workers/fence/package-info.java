/**
 * Closes a running server to everybody but a few roles while clients are held, proves by the host's own list of processes that nobody
 * else is in, and opens it again.
 */
@NullMarked
package io.belay.workers.fence;

import org.jspecify.annotations.NullMarked;
