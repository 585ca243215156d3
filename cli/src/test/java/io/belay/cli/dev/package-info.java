@NullMarked
package io.belay.cli.dev;

import org.jspecify.annotations.NullMarked;
