package io.belay.workers.verify;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Old and new of the same snapshot, both running, nobody writing in either. Immutable.
 *
 * @param old the twin, under the old version
 * @param upgraded a throw-away clone of the waypoint, under the new version: databases are created and dropped in it,
 *     so its sessions must not be read-only
 * @param programs of the new major; its {@code pg_dump} reads both sides
 * @param commands runs {@code pg_dump} and {@code psql}
 * @param folder for dumps while they are compared; belongs to {@code runAs}, readable for this process
 * @param transcripts keeps what the programs print
 * @param runAs the account that runs the programs; empty for the worker's own
 * @param environment for the programs, for example {@code PGPASSFILE}
 * @param jobs how many sessions per side, and how many programs, at most at a time
 */
public record FrozenPair(
        Side old,
        Side upgraded,
        Installation programs,
        CommandRunner commands,
        Path folder,
        Path transcripts,
        Optional<Account> runAs,
        Map<String, String> environment,
        int jobs) {

    public FrozenPair {
        environment = Map.copyOf(environment);
        if (jobs < 1) {
            throw new IllegalArgumentException("at least one job: " + jobs);
        }
    }
}
