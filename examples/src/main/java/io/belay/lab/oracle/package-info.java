/**
 * What is so on the host of a lab, told without any code of Belay's engine, workers or command line: by JDBC, {@code /proc}, the file
 * system and {@code btrfs}. What Belay states of a run is compared with it.
 */
@NullMarked
package io.belay.lab.oracle;

import org.jspecify.annotations.NullMarked;
