package io.belay.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which Temporal a command talks to; see {@link TemporalAddress} for the order in which places are asked. */
final class TemporalOption {

    @Option(
            names = "--temporal",
            paramLabel = "HOST:PORT",
            description =
                    "Temporal's address. Else BELAY_TEMPORAL_ADDRESS, else that of a running `belay dev`, else 127.0.0.1:7233.")
    private String address = "";

    @Option(names = "--namespace", paramLabel = "NAME", description = "Temporal's namespace (default: belay).")
    private String namespace = "";

    TemporalAddress resolve(Console console) {
        return TemporalAddress.resolve(asked(address), asked(namespace), console);
    }

    private static Optional<String> asked(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
