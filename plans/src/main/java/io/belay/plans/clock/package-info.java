/** What of a plan only somebody with a clock can judge. The clock is an argument: this room knows none either. */
@NullMarked
package io.belay.plans.clock;

import org.jspecify.annotations.NullMarked;
