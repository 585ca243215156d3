@NullMarked
package io.belay.lab.online;

import org.jspecify.annotations.NullMarked;
