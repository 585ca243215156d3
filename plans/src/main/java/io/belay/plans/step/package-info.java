/** The step kinds, one file per kind: its record, its grammar, its traits, its words. */
@NullMarked
package io.belay.plans.step;

import org.jspecify.annotations.NullMarked;
