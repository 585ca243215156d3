/** How the command line and the page start, decide and watch. Everything that can go wrong is an EngineFailure. */
@NullMarked
package io.belay.engine.client;

import org.jspecify.annotations.NullMarked;
