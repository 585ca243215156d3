/** Builds every command and statement as data from step and facts; pure. */
@NullMarked
package io.belay.workers.command;

import org.jspecify.annotations.NullMarked;
