package io.belay.workers.step;

import io.belay.plans.model.Channel;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.SecretReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the host's file describes for plans to name: programs and channels (invariant I9). Immutable; secrets are read when they
 * are asked for.
 *
 * @param host its name
 * @param secrets what a reference leads to; empty when that cannot be read now
 */
public record HostMeans(
        String host,
        List<HostProgram> programs,
        List<Channel> channels,
        Function<SecretReference, Optional<String>> secrets) {

    public HostMeans {
        programs = List.copyOf(programs);
        channels = List.copyOf(channels);
    }

    /** Of a host whose file describes none. */
    public static HostMeans none(String host) {
        return new HostMeans(host, List.of(), List.of(), secret -> Optional.empty());
    }

    Optional<HostProgram> program(String name) {
        return programs.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    Optional<Channel> channel(String name) {
        return channels.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
