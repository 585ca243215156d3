package io.belay.workers.verify;

import io.belay.workers.postgres.Server;
import java.nio.file.Path;

/**
 * One side of a frozen pair: a running server, and how the client programs reach it. Immutable.
 *
 * @param server its sessions' deadline must be long enough to count the largest table
 * @param socketDirectory where its socket lies; a clone has no other way in
 * @param user a superuser of the cluster
 */
public record Side(Server server, Path socketDirectory, int port, String user) {}
