/** The one normal form of a file: order of fields, indentation, comments kept. Pure. */
@NullMarked
package io.belay.plans.format;

import org.jspecify.annotations.NullMarked;
