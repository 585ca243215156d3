/** Benchmarks: what Belay costs beside the same work done bare, on real parts, in turn. */
@NullMarked
package io.belay.bench;

import org.jspecify.annotations.NullMarked;
