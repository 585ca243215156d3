@NullMarked
package io.belay.workers.facts;

import org.jspecify.annotations.NullMarked;
