package io.belay.plans.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of the administrator's, which plans may name and never point at. Immutable.
 *
 * @param sha256 of its file: another content is not run
 * @param effects what it may change: {@code none}, {@code candidate}, {@code outside}
 * @param runAs the operating-system user
 * @param environment set for it beside an empty one
 */
public record HostProgram(
        String name,
        Path path,
        String sha256,
        List<String> effects,
        String runAs,
        Arguments arguments,
        Map<String, Value> environment) {

    /** Which arguments a plan may give. */
    public sealed interface Arguments {
        boolean allow(List<String> given);
    }

    public record NoArguments() implements Arguments {
        @Override
        public boolean allow(List<String> given) {
            return given.isEmpty();
        }
    }

    public record AnyArguments() implements Arguments {
        @Override
        public boolean allow(List<String> given) {
            return true;
        }
    }

    /** @param lists each of them whole, and nothing else */
    public record ListedArguments(List<List<String>> lists) implements Arguments {

        public ListedArguments {
            lists = lists.stream().map(List::copyOf).toList();
        }

        @Override
        public boolean allow(List<String> given) {
            return lists.contains(given);
        }
    }

    /**
     * Of a variable: exactly one of the two.
     *
     * @param text written in the file
     */
    public record Value(Optional<String> text, Optional<SecretReference> secret) {}

    public HostProgram {
        effects = List.copyOf(effects);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
