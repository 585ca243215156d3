@NullMarked
package io.belay.workers.discovery;

import org.jspecify.annotations.NullMarked;
