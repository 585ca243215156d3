/** The {@code belay} command: one class per command, renderers for text and JSON, exit codes. Nobody imports it but the lab. */
@NullMarked
package io.belay.cli;

import org.jspecify.annotations.NullMarked;
