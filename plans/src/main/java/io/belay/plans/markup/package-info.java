/** The one writer of HTML and SVG, through which every text of a plan passes. */
@NullMarked
package io.belay.plans.markup;

import org.jspecify.annotations.NullMarked;
