/** Telling people: what is said, and how it gets to them. */
@NullMarked
package io.belay.workers.notify;

import org.jspecify.annotations.NullMarked;
