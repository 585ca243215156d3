/** The safe-clone gate: a clone never meets the world (invariant I6). */
@NullMarked
package io.belay.workers.clone;

import org.jspecify.annotations.NullMarked;
