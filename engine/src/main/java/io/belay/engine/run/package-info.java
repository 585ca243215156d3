/**
 * What a run does next, and what becomes of it: pure. No Temporal, no clock, no disk; time comes in with each event, so the
 * same events give the same decisions on every replay.
 */
@NullMarked
package io.belay.engine.run;

import org.jspecify.annotations.NullMarked;
