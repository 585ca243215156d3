package io.belay.cli.init;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is never asked, because a good value is known; options change it. Immutable.
 *
 * @param operators who may rehearse and apply
 * @param state folder of the worker's journal and evidence; empty for one of the host's name in {@code states}
 * @param temporal {@code host:port}
 * @param temporalIsAssumed whether nobody said so
 * @param user role on live
 * @param passwords a file in libpq's {@code .pgpass} format
 * @param allow words of the host's file
 */
public record Given(
        List<String> operators,
        Optional<Path> state,
        Path states,
        String temporal,
        boolean temporalIsAssumed,
        String user,
        Optional<Path> passwords,
        List<String> allow) {

    public Given {
        operators = List.copyOf(operators);
        allow = List.copyOf(allow);
    }
}
