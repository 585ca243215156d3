/** The guard: the standing order for a cluster's snapshots, as a schedule of Temporal. */
@NullMarked
package io.belay.engine.schedule;

import org.jspecify.annotations.NullMarked;
