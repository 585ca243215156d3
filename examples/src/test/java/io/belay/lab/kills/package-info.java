@NullMarked
package io.belay.lab.kills;

import org.jspecify.annotations.NullMarked;
