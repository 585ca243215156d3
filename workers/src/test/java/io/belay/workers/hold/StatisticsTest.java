package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void statistics_of_new_are_made_with_the_statements_that_are_listed() {
        HeardStatements heard = new HeardStatements();
        Statistics statistics = new Statistics();

        statistics.begin(database -> new TwoTables(database, heard), List.of("orders", "shop"), Duration.ofHours(1));
        List<String> left = statistics.complete();

        assertThat(left).isEmpty();
        heard.areAsListed(Statistics.statements());
        assertThat(heard.all())
                .contains(new HeardStatements.Heard("shop", "ANALYZE \"ops\".\"odd \"\"name\""))
                .filteredOn(one -> one.sql().equals("ANALYZE"))
                .hasSize(6);
    }

    /** A server whose databases have two tables. */
    private record TwoTables(String database, SentStatements sent) implements Session {

        @Override
        public List<Row> query(String sql, Object... parameters) {
            sent.sending(database, sql);
            return List.of(
                    new Row(Map.of("schema", "public", "name", "t")),
                    new Row(Map.of("schema", "ops", "name", "odd \"name")));
        }

        @Override
        public void execute(String sql, Object... parameters) {
            sent.sending(database, sql);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
