/** What a saved plan holds besides the plan: the facts of a host that its hash pins, and those that are judged each time. Data only. */
@NullMarked
package io.belay.plans.facts;

import org.jspecify.annotations.NullMarked;
