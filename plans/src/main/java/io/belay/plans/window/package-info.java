/** When a window is open, of a resolved step: known to the engine, which waits, and to the host, which looks by its own clock. */
@NullMarked
package io.belay.plans.window;

import org.jspecify.annotations.NullMarked;
