/** What a plan will run on its host, listed before it is run: by the code that builds it for the steps. */
@NullMarked
package io.belay.workers.commands;

import org.jspecify.annotations.NullMarked;
