/** What of the language only some workers carry out, what a file uses of it, and what is missing where it shall run. */
@NullMarked
package io.belay.plans.feature;

import org.jspecify.annotations.NullMarked;
