package io.belay.workers.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines of a {@code pg_hba.conf} stay while a server is fenced, and with whom in them. */
class HbaOfFewTest {

    private static final Path FILE = Path.of("/etc/pg/pg_hba.conf");

    private static List<String> few(int major, Map<String, String> files, String... lines) {
        HbaSource source = new HbaSource() {
            @Override
            public List<String> lines(Path file) {
                return file.equals(FILE)
                        ? List.of(lines)
                        : List.of(files.getOrDefault(file.toString(), "").split("\n"));
            }

            @Override
            public List<Path> files(Path folder) {
                return files.keySet().stream()
                        .map(Path::of)
                        .filter(file -> folder.equals(file.getParent()))
                        .sorted()
                        .toList();
            }

            @Override
            public boolean exists(Path file) {
                return files.containsKey(file.toString());
            }

            @Override
            public boolean isMember(String role, String group) {
                return role.equals("belay") && group.equals("dba");
            }
        };
        return new HbaOfFew(major, List.of("belay", "Follow Me"), source).of(FILE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local all all peer map=x                    | local all belay,\"Follow Me\" peer map=x",
                "host all belay 10.0.0.0/8 scram-sha-256     | host all belay 10.0.0.0/8 scram-sha-256",
                "host all app,belay samenet md5              | host all belay samenet md5",
                "host all \"app\", \"belay\" samenet md5     | host all belay samenet md5",
                "host all +dba all md5                       | host all belay all md5",
                "host all \"+dba\" all md5                   | ''",
                "host all \"all\" all md5                    | ''",
                "host all app all trust                      | ''",
                "hostssl \"all\" \"Follow Me\" ::1/128 cert # why | hostssl \"all\" \"Follow Me\" ::1/128 cert # why",
                "local all all reject                        | local all belay,\"Follow Me\" reject",
                "# local all all trust                       | ''",
                "local all                                   | ''",
                "local replication all trust                 | local replication belay,\"Follow Me\" trust"
            })
    void a_line_stays_with_those_of_the_few_whom_it_lets_in(String line, String kept) {
        assertThat(few(13, Map.of(), line.strip()))
                .isEqualTo(kept.strip().isEmpty() ? List.of() : List.of(kept.strip()));
    }

    @Test
    void who_is_named_in_a_file_counts_and_a_list_of_databases_is_named_by_its_whole_path() {
        Map<String, String> files = Map.of(
                "/etc/pg/who", "app # and\nbelay", "/etc/pg/conf.d/10.conf", "host @dbs \"@who\",@../who all md5");

        assertThat(few(17, files, "host db1 @who all md5", "include_dir conf.d", "include_if_exists none"))
                .containsExactly("host db1 belay all md5", "host @\"/etc/pg/conf.d/dbs\" belay all md5");
    }

    @Test
    void lines_go_on_behind_a_backslash_from_14_on_and_patterns_are_known_from_16_on() {
        assertThat(few(14, Map.of(), "host all \\", "belay all md5")).containsExactly("host all belay all md5");
        assertThat(few(13, Map.of(), "host all \\", "belay all md5")).isEmpty();
        assertThat(few(16, Map.of(), "host all /^bel all md5")).containsExactly("host all belay all md5");
        assertThat(few(15, Map.of(), "host all /^bel all md5")).isEmpty();
    }

    @Test
    void files_that_name_each_other_end() {
        assertThat(few(17, Map.of("/etc/pg/a.conf", "include a.conf\nlocal all all peer"), "include a.conf"))
                .isNotEmpty()
                .allMatch(line -> line.equals("local all belay,\"Follow Me\" peer"));
    }
}
