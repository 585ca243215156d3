/**
 * Clients of the profile {@code online}, and the proof that a switch between two servers lost and doubled nothing: by JDBC and the
 * files of the clients alone, without any code of Belay's engine, workers or command line.
 */
@NullMarked
package io.belay.lab.online;

import org.jspecify.annotations.NullMarked;
