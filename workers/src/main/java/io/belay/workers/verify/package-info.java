/** Comparisons of a frozen pair: the twin under the old version, the candidate under the new. */
@NullMarked
package io.belay.workers.verify;

import org.jspecify.annotations.NullMarked;
