package io.belay.cli;

import io.belay.cli.dev.DevState;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Temporal is, and who said so: a message about a server that does not answer is of use only with its source.
 * Immutable.
 *
 * @param target {@code host:port}
 * @param namespace Temporal's namespace
 * @param source for people: {@code --temporal}, {@code BELAY_TEMPORAL_ADDRESS}, {@code belay dev} or {@code the default}
 */
record TemporalAddress(String target, String namespace, String source) {

    static final String DEFAULT_TARGET = "127.0.0.1:7233";
    static final String DEFAULT_NAMESPACE = "belay";

    private static final Pattern FORM =
            Pattern.compile("[^\\s:/]+:[1-9][0-9]{0,4}|\\[[0-9a-fA-F:]+\\]:[1-9][0-9]{0,4}");

    static TemporalAddress resolve(Optional<String> address, Optional<String> namespace, Console console) {
        String space = namespace
                .or(() -> variable(console, "BELAY_TEMPORAL_NAMESPACE"))
                .orElse(DEFAULT_NAMESPACE);
        if (address.isPresent()) {
            return checked(address.get(), space, "--temporal");
        }
        Optional<String> variable = variable(console, "BELAY_TEMPORAL_ADDRESS");
        if (variable.isPresent()) {
            return checked(variable.get(), space, "BELAY_TEMPORAL_ADDRESS");
        }
        return DevState.running(console.environment())
                .map(dev -> new TemporalAddress(dev.temporal(), space, "the running `belay dev`"))
                .orElseGet(() -> new TemporalAddress(DEFAULT_TARGET, space, "the default"));
    }

    private static Optional<String> variable(Console console, String name) {
        return Optional.ofNullable(console.environment().get(name)).filter(text -> !text.isBlank());
    }

    private static TemporalAddress checked(String target, String namespace, String source) {
        if (!FORM.matcher(target).matches()) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    CliErrors.BAD_ADDRESS,
                    "`" + target + "` from " + source + " is not an address of Temporal",
                    "nothing was started",
                    "write it as host:port, for example 127.0.0.1:7233");
        }
        return new TemporalAddress(target, namespace, source);
    }
}
