@NullMarked
package io.belay.engine.client;

import org.jspecify.annotations.NullMarked;
