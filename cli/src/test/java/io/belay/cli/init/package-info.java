@NullMarked
package io.belay.cli.init;

import org.jspecify.annotations.NullMarked;
