/** Which indexes have to be built anew behind an upgrade, and how. */
@NullMarked
package io.belay.workers.index;

import org.jspecify.annotations.NullMarked;
