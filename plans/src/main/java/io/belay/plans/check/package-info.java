/** The static rules of the language, one class per rule, each a pure function of the plan. */
@NullMarked
package io.belay.plans.check;

import org.jspecify.annotations.NullMarked;
