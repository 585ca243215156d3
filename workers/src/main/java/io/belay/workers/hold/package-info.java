/** The hold of an offline promotion: a process of its own, from the pause of the poolers to their release. */
@NullMarked
package io.belay.workers.hold;

import org.jspecify.annotations.NullMarked;
