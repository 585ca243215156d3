/** What a change board reads: risk, impact, timing, back-out and points of no return of one plan. */
@NullMarked
package io.belay.plans.review;

import org.jspecify.annotations.NullMarked;
