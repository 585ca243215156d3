/** What this host says of the world that a plan meets: the facts that a run is bound to, and those that are judged each time. Reads only. */
@NullMarked
package io.belay.workers.facts;

import org.jspecify.annotations.NullMarked;
