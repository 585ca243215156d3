@NullMarked
package io.belay.engine.run;

import org.jspecify.annotations.NullMarked;
