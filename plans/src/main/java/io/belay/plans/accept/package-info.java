/** What a person accepts for a plan, and what a host does not let pass: who has the last word on a warning. */
@NullMarked
package io.belay.plans.accept;

import org.jspecify.annotations.NullMarked;
