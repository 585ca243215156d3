/** Inputs that nobody would write, by the hundred thousand: whatever a file holds, it is answered and never thrown at. */
@NullMarked
package io.belay.plans.fuzz;

import org.jspecify.annotations.NullMarked;
