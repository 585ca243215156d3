/** The engine as a process: its worker, and what it asks of itself. */
@NullMarked
package io.belay.engine;

import org.jspecify.annotations.NullMarked;
