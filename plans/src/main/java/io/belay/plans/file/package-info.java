/** From a file to a plan that can be carried out: the entry points of this module. */
@NullMarked
package io.belay.plans.file;

import org.jspecify.annotations.NullMarked;
