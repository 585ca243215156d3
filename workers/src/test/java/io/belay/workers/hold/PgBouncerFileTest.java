package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.PgBouncerFile.Entry;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PgBouncerFileTest {

    private static final String TEXT = """
            ;; the pooler of orders
            [databases]
            # orders = host=/old
            orders = host=/run/pg port=5432 dbname=orders ; not a comment to PgBouncer, but nothing it knows
              "Odd name" =   host=127.0.0.1   dbname='it''s' port = '5432'
            plain=dbname=plain
            * = host=elsewhere port=5432

            [pgbouncer]
            listen_port = 6432
            %include more.ini
            """;

    @Test
    void entries_are_read_with_host_and_port_and_the_usual_port_where_there_is_none() {
        assertThat(new PgBouncerFile(TEXT).databases())
                .containsExactly(
                        new Entry("orders", Optional.of("/run/pg"), 5432, Optional.empty()),
                        new Entry("Odd name", Optional.of("127.0.0.1"), 5432, Optional.empty()),
                        new Entry("plain", Optional.empty(), 5432, Optional.empty()),
                        new Entry("*", Optional.of("elsewhere"), 5432, Optional.empty()));
    }

    @Test
    void only_the_port_of_the_named_entries_changes() {
        String changed = new PgBouncerFile(TEXT).withPort(Set.of("orders", "Odd name", "plain"), 5433);

        assertThat(changed)
                .isEqualTo(TEXT.replace("orders = host=/run/pg port=5432", "orders = host=/run/pg port=5433")
                        .replace("port = '5432'", "port = 5433")
                        .replace("plain=dbname=plain", "plain=dbname=plain port=5433"));
    }

    @Test
    void changing_twice_is_changing_once_and_line_ends_stay() {
        String text = "[databases]\r\na = port=1\r\nb = port=2";
        String once = new PgBouncerFile(text).withPort(Set.of("b"), 3);

        assertThat(once).isEqualTo("[databases]\r\na = port=1\r\nb = port=3");
        assertThat(new PgBouncerFile(once).withPort(Set.of("b"), 3)).isEqualTo(once);
    }
}
