/** An online promotion and its way back as a script: the recipe and nothing else, to stand beside Belay's own. */
@NullMarked
package io.belay.bench.online;

import org.jspecify.annotations.NullMarked;
