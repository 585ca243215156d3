/** What a plan and a host's file say about the same thing, compared: the plan states, the host decides, and both have to agree. */
@NullMarked
package io.belay.plans.agree;

import org.jspecify.annotations.NullMarked;
