/** The one canonical form of a plan that is hashed, approved and carried out: data only. */
@NullMarked
package io.belay.plans.resolve;

import org.jspecify.annotations.NullMarked;
