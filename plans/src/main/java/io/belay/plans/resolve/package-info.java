/** From a checked plan to the one canonical form that is hashed, approved and carried out. */
@NullMarked
package io.belay.plans.resolve;

import org.jspecify.annotations.NullMarked;
