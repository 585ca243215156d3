@NullMarked
package io.belay.plans.clock;

import org.jspecify.annotations.NullMarked;
