/** What can be wrong with a text, where, and what to write instead. Imports nothing of ours. */
@NullMarked
package io.belay.plans.problem;

import org.jspecify.annotations.NullMarked;
