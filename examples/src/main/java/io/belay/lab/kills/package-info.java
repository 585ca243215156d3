/** The kill matrix: upgrades under client load in which random processes are killed, and what an oracle finds of each statement. */
@NullMarked
package io.belay.lab.kills;

import org.jspecify.annotations.NullMarked;
