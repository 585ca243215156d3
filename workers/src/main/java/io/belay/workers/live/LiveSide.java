package io.belay.workers.live;

import io.belay.plans.model.HostConfiguration.Connection;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the live side of a cluster is: what everything that looks at live goes by. Immutable.
 *
 * @param connect as the host's file has it, with the port of who is live now
 * @param crossed what the register says; empty when the host's file alone says it
 */
public record LiveSide(Path dataDirectory, Connection connect, Optional<LiveNow> crossed) {}
