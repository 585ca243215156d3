/** The calls that Java lacks; the only importer of jnr. */
@NullMarked
package io.belay.workers.posix;

import org.jspecify.annotations.NullMarked;
