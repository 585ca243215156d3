/** How each block is written: one grammar class per block, and the types that read single values. */
@NullMarked
package io.belay.plans.grammar;

import org.jspecify.annotations.NullMarked;
