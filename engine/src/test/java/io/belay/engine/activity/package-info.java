@NullMarked
package io.belay.engine.activity;

import org.jspecify.annotations.NullMarked;
