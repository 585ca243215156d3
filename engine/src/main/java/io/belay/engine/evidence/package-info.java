/** What hosts write down of a run, line by line, and how one sees that it is still what was written. Pure, without Temporal. */
@NullMarked
package io.belay.engine.evidence;

import org.jspecify.annotations.NullMarked;
