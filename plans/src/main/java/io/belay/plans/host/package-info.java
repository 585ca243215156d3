/** How a host's configuration is written, and what has to be true within it. */
@NullMarked
package io.belay.plans.host;

import org.jspecify.annotations.NullMarked;
