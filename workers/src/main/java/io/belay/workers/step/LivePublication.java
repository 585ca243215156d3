package io.belay.workers.step;

import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.preflight.ReplicationReady;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.Way;
import io.belay.workers.replication.Way.Direction;
import java.util.List;
import java.util.Optional;

/**
 * What a run publishes on live, and how it is remembered. The names follow from the run's id and a generation that grows with each
 * publication of the run, so that a candidate which was dropped and still runs somewhere never meets the slots of the next one.
 * Immutable.
 */
final class LivePublication {

    private static final String ASKED_IN = "postgres";
    private static final String NAME = "published";
    private static final String GENERATION = "published-generation";

    private final StepContext context;
    private final JdbcServer live;

    /**
     * @param generation of the names, from 1
     * @param databases that are published, and followed
     * @param walLimit bytes of its log that live may keep for the run
     */
    record Kept(int generation, List<String> databases, long walLimit) {

        Kept {
            databases = List.copyOf(databases);
        }

        Way way() {
            return new Way(Direction.FORWARD, generation);
        }
    }

    LivePublication(StepContext context) {
        this.context = context;
        this.live = new JdbcServer(context.cluster().live().asWriting(), ASKED_IN);
    }

    static String askedIn() {
        return ASKED_IN;
    }

    static List<ListedStatement> statementsOfMajor() {
        return JdbcServer.statementsOfMajor(ASKED_IN);
    }

    static List<ListedStatement> statementsOfDatabases() {
        return JdbcServer.statementsOfDatabases(ASKED_IN);
    }

    /** Of settings, and what is in use. */
    static List<ListedStatement> statementsOfReadiness() {
        return ReplicationReady.statements().stream()
                .map(one -> ListedStatement.in(ASKED_IN, one.sql()))
                .toList();
    }

    Server live() {
        return live;
    }

    Names names() {
        return Names.ofRun(context.run().runId());
    }

    Publishing publishing() {
        return new Publishing(live, names());
    }

    /** Empty before the first publication, and once it is withdrawn. */
    Optional<Kept> kept() {
        return context.memory().read(NAME, Kept.class);
    }

    /** Of the same generation, as long as nothing was withdrawn. */
    Kept keep(List<String> databases, long walLimit) {
        int generation = kept().map(Kept::generation).orElseGet(() -> generations() + 1);
        Kept now = new Kept(generation, databases, walLimit);
        context.memory().write(GENERATION, generation);
        context.memory().write(NAME, now);
        return now;
    }

    private int generations() {
        return context.memory().read(GENERATION, Integer.class).orElse(0);
    }

    void forget() {
        context.memory().forget(NAME);
    }
}
