/** Fleets: one plan for many clusters, in waves. Each cluster gets a resolved plan and a hash of its own. */
@NullMarked
package io.belay.plans.fleet;

import org.jspecify.annotations.NullMarked;
