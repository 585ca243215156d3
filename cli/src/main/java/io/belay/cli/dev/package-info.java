/** {@code belay dev}: all parts of Belay on one machine, each a process of its own, with their state kept between starts. */
@NullMarked
package io.belay.cli.dev;

import org.jspecify.annotations.NullMarked;
