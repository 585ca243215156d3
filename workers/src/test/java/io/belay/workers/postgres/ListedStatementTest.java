package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedStatementTest {

    private static final ListedStatement COUNT =
            ListedStatement.inEach("SELECT count(*) AS rows FROM ONLY <relation> WHERE n <> -2 AND m <> ''");

    @Test
    void a_placeholder_stands_for_whatever_a_run_puts_there_and_nothing_else_may_differ() {
        String sent = "SELECT count(*) AS rows FROM ONLY public.\"a\nb\" WHERE n <> -2 AND m <> ''";

        assertThat(COUNT.fits("shop", sent)).isTrue();
        assertThat(COUNT.fits("shop", sent.replace("ONLY ", ""))).isFalse();
        assertThat(COUNT.fits("shop", sent + " ")).isFalse();
    }

    @Test
    void a_statement_for_one_database_does_not_fit_another() {
        assertThat(ListedStatement.in("template1", "SELECT 1").fits("template1", "SELECT 1"))
                .isTrue();
        assertThat(ListedStatement.in("template1", "SELECT 1").fits("shop", "SELECT 1"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
    void the_locale_of_template0_is_asked_with_the_very_statement_that_is_listed(int major) {
        HeardStatements heard = new HeardStatements();

        TemplateLocale.read(new OneRow("template1", heard), major);

        heard.areAsListed(TemplateLocale.statements(major).stream()
                .map(sql -> ListedStatement.in("template1", sql))
                .toList());
    }

    /** A server that has one row for whatever is asked. */
    private record OneRow(String database, SentStatements sent) implements Session {

        @Override
        public List<Row> query(String sql, Object... parameters) {
            sent.sending(database, sql);
            return List.of(new Row(Map.of(
                    "encoding", "UTF8", "provider", "c", "collate", "C", "ctype", "C", "locale", "", "rules", "")));
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
