package io.belay.workers.preflight;

import io.belay.workers.live.DressRequest;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All that the checks may look at. Immutable; what it refers to is not.
 *
 * @param plannedSource live's major as the plan says
 * @param plannedTarget the plan's target major
 * @param source programs of live's major, which {@code pg_upgrade} needs too
 * @param target programs of the target major; whether they exist is for the checks to say
 * @param server live, or in a rehearsal the clone of the snapshot under test
 * @param databases where to look; a clone's list may have {@code template1} in it, live's must not: a session there keeps
 *     {@code CREATE DATABASE} waiting
 * @param dress where live's configuration is read, and what new would make of it; empty when that is not to be looked at
 * @param commands runs the target's programs for their version and folders, nothing else
 * @param promotion how the plan makes new live, and what only live itself could tell about that
 * @param folder exists and is writable; keeps transcripts and the empty configuration for {@code postgres -C}
 */
public record PreflightContext(
        int plannedSource,
        int plannedTarget,
        Installation source,
        Installation target,
        Server server,
        List<String> databases,
        ControlValues control,
        Checksums checksums,
        RoomFacts room,
        Optional<DressRequest> dress,
        CommandRunner commands,
        Path folder,
        PromotionFacts promotion) {

    /** What the plan wants of new's data checksums. */
    public enum Checksums {
        SAME,
        ENABLED,
        DISABLED
    }

    public PreflightContext {
        databases = List.copyOf(databases);
    }

    /** What a statement finds in each database, one after the other. */
    List<Finding> inEach(PromotionStatement statement, BiFunction<String, List<Row>, List<Finding>> judge) {
        List<Finding> found = new ArrayList<>();
        for (String database : databases) {
            try (Session session = server.open(database)) {
                found.addAll(judge.apply(database, session.query(statement.sql())));
            }
        }
        return found;
    }

    /** What concerns the server as a whole. */
    List<Row> inFirst(PromotionStatement statement) {
        if (databases.isEmpty()) {
            return List.of();
        }
        try (Session session = server.open(databases.get(0))) {
            return session.query(statement.sql());
        }
    }
}
