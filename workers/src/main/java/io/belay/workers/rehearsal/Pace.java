package io.belay.workers.rehearsal;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Optional;

/**
 * How many transactions a second clients of a rehearsal write, by what live wrote meanwhile. Immutable.
 *
 * @param recorded rows that live changed in a second; empty when that could not be found out
 */
public record Pace(int transactionsPerSecond, Optional<Long> recorded) {

    private static final String DATABASE = "postgres";

    /** Each of the rehearsal's transactions changes so many rows. */
    private static final int ROWS = 2;

    /** Fewer would say nothing of a hold of a tenth of a second, more would take the host's time from live. */
    private static final int FEWEST = 50;

    private static final int MOST = 500;

    private static final String WRITTEN = "SELECT sum(tup_inserted + tup_updated + tup_deleted)::bigint AS rows,"
            + " (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::bigint AS milliseconds"
            + " FROM pg_catalog.pg_stat_database";

    /** What {@link Recording} sends, twice. */
    public static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(DATABASE, WRITTEN));
    }

    /** Two looks at live's own counters, with other work between them. */
    public static final class Recording {

        private final Server live;
        private final Optional<Row> begin;

        private Recording(Server live, Optional<Row> begin) {
            this.live = live;
            this.begin = begin;
        }

        public static Recording begin(Server live) {
            return new Recording(live, look(live));
        }

        private static Optional<Row> look(Server live) {
            try (Session session = live.open(DATABASE)) {
                return session.query(WRITTEN).stream().findFirst();
            } catch (PostgresFailure notNow) {
                // A rehearsal does without live; it says so.
                return Optional.empty();
            }
        }

        public Pace end() {
            return begin.flatMap(earlier -> look(live).map(later -> between(earlier, later)))
                    .orElseGet(() -> new Pace(FEWEST, Optional.empty()));
        }
    }

    static Pace between(Row earlier, Row later) {
        long milliseconds = Math.max(1, later.number("milliseconds") - earlier.number("milliseconds"));
        // Counters begin anew when live was restarted.
        long rows = Math.max(0, later.number("rows") - earlier.number("rows")) * 1000 / milliseconds;
        return new Pace((int) Math.min(MOST, Math.max(FEWEST, rows / ROWS)), Optional.of(rows));
    }

    public String words() {
        return transactionsPerSecond + " transactions a second of two rows each"
                + recorded.map(rows -> " (live changed " + rows + " rows a second meanwhile)")
                        .orElse(" (what live wrote meanwhile is not known)");
    }
}
