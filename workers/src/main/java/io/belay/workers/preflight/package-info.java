/** Findings, one class per family. */
@NullMarked
package io.belay.workers.preflight;

import org.jspecify.annotations.NullMarked;
