@NullMarked
package io.belay.lab.oracle;

import org.jspecify.annotations.NullMarked;
