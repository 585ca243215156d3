/** {@code belay init}: from findings to questions, from answers to files. Asks no host and reads no keyboard itself. */
@NullMarked
package io.belay.cli.init;

import org.jspecify.annotations.NullMarked;
