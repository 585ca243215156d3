/** What the engine and its client can report to a person. Imports only the plans' problem room. */
@NullMarked
package io.belay.engine.problem;

import org.jspecify.annotations.NullMarked;
