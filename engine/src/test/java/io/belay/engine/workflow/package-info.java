@NullMarked
package io.belay.engine.workflow;

import org.jspecify.annotations.NullMarked;
