package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.rehearsal.OwnPooler;
import io.belay.workers.rehearsal.Pace;
import io.belay.workers.rehearsal.RehearsalClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An online promotion and its way back between two throw-away clones, with clients of Belay's own: so that how long clients will be held is
 * measured in every rehearsal, and one that would take too long is known days before. Live is only asked how much it writes.
 */
final class RehearsePromoteStep implements HostStep {

    private static final String ASKED_IN = "postgres";

    private final Supplier<Optional<Path>> pgbouncer;

    /** @param pgbouncer this host's program, when it has one */
    RehearsePromoteStep(Supplier<Optional<Path>> pgbouncer) {
        this.pgbouncer = pgbouncer;
    }

    @Override
    public String kind() {
        return "rehearse_promote";
    }

    /** What is sent to live, twice. */
    static List<ListedStatement> statements() {
        return Pace.statements();
    }

    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.ofReading(context);
    }

    @Override
    public StepResult run(StepContext context) {
        Path memory = context.memory()
                .path()
                .resolve("rehearsed-" + context.request().stepId() + "-"
                        + context.request().epoch());
        Durable.createFolders(memory, "rwx------");
        Pace.Recording recording =
                Pace.Recording.begin(new JdbcServer(context.cluster().live().asReadOnly(), ASKED_IN));
        try (RehearsedPair pair = RehearsedPair.open(context, memory)) {
            context.attempt().show("letting the new clone follow the old one");
            pair.follow();
            return rehearsed(context, memory, pair, recording.end());
        }
    }

    private StepResult rehearsed(StepContext context, Path memory, RehearsedPair pair, Pace pace) {
        Optional<OwnPooler> pooler = pgbouncer.get().map(pair::pooler);
        if (pooler.isEmpty()) {
            RehearsedHolds holds = new RehearsedHolds(context, memory, pair, List.of(), Optional.empty());
            holds.carryOut();
            return new RehearsedVerdict(context, pace, holds).withoutClients();
        }
        try (RehearsalClients clients = RehearsalClients.begin(pooler.get(), pair.databases(), pace)) {
            RehearsedHolds holds = new RehearsedHolds(
                    context, memory, pair, List.of(pooler.get().held()), Optional.of(clients));
            holds.carryOut();
            clients.close();
            return new RehearsedVerdict(context, pace, holds).of(clients, holds.wrongWith(clients));
        }
    }
}
