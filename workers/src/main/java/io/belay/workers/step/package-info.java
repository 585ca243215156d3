/** One class per step kind that a host carries out. */
@NullMarked
package io.belay.workers.step;

import org.jspecify.annotations.NullMarked;
