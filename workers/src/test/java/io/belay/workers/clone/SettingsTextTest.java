package io.belay.workers.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTextTest {

    @Test
    void quotes_comments_capitals_and_missing_equals_signs_are_read_as_postgresql_does() {
        String text = """
                # archive_mode = on
                Archive_Mode = on            # inline
                port 5433
                archive_command = 'test ! -f ''x'' && cp %p C:\\\\x # no comment'
                pg_stat_statements.max=10
                work_mem = 4MB#tight
                listen_addresses =
                archive_mode = off
                ???
                """;

        assertThat(SettingsText.effective(text))
                .containsEntry("archive_mode", "off")
                .containsEntry("port", "5433")
                .containsEntry("archive_command", "test ! -f 'x' && cp %p C:\\x # no comment")
                .containsEntry("pg_stat_statements.max", "10")
                .containsEntry("work_mem", "4MB")
                .containsEntry("listen_addresses", "");
    }

    @Test
    void what_is_written_is_read_back() {
        Map<String, String> settings = Map.of("a", "it's \\ \"so\"", "b.c", "");

        assertThat(SettingsText.effective(SettingsText.render(settings))).isEqualTo(settings);
    }
}
