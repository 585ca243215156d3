/** What a resolved plan will do, for people and for programs. */
@NullMarked
package io.belay.plans.explain;

import org.jspecify.annotations.NullMarked;
