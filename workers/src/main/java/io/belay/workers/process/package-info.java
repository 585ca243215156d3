/** Launch or adopt, the run journal, short commands with deadline and transcript; the only user of ProcessBuilder. */
@NullMarked
package io.belay.workers.process;

import org.jspecify.annotations.NullMarked;
