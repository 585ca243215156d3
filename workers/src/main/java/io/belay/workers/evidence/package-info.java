/** The record of a run on its host. */
@NullMarked
package io.belay.workers.evidence;

import org.jspecify.annotations.NullMarked;
