@NullMarked
package io.belay.engine;

import org.jspecify.annotations.NullMarked;
