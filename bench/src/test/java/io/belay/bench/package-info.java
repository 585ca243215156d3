@NullMarked
package io.belay.bench;

import org.jspecify.annotations.NullMarked;
