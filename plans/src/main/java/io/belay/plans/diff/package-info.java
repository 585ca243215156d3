/** What changes between two plans, in the words of somebody who has to approve it. Pure. */
@NullMarked
package io.belay.plans.diff;

import org.jspecify.annotations.NullMarked;
