@NullMarked
package io.belay.engine.evidence;

import org.jspecify.annotations.NullMarked;
