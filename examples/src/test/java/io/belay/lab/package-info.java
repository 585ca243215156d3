@NullMarked
package io.belay.lab;

import org.jspecify.annotations.NullMarked;
