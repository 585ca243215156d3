@NullMarked
package io.belay.lab.tour;

import org.jspecify.annotations.NullMarked;
