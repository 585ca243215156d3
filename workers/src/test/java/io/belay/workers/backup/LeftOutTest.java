package io.belay.workers.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LeftOutTest {

    @Test
    void what_would_harm_a_copy_or_is_made_anew_is_left_out_and_only_that() {
        assertThat(file("postmaster.pid")).isTrue();
        assertThat(file("backup_label")).isTrue();
        assertThat(folder("pg_wal")).isTrue();
        assertThat(folder("pg_replslot")).isTrue();
        assertThat(folder("base/pgsql_tmp")).isTrue();
        assertThat(file("base/16384/pg_internal.init")).isTrue();
        assertThat(file("global/pg_internal.init.123")).isTrue();

        assertThat(file("base/16384/postmaster.pid")).isFalse();
        assertThat(folder("base/16384/pg_wal")).isFalse();
        assertThat(folder("pg_xact")).isFalse();
        assertThat(folder("pg_multixact")).isFalse();
        assertThat(folder("pg_twophase")).isFalse();
        assertThat(folder("pg_logical")).isFalse();
        assertThat(file("global/pg_control")).isFalse();
        assertThat(file("PG_VERSION")).isFalse();
    }

    @Test
    void the_functions_of_a_backup_have_two_generations() {
        assertThat(BackupStatements.of(14)).isEqualTo(BackupStatements.of(13)).isNotEqualTo(BackupStatements.of(15));
        assertThat(BackupStatements.of(17)).isEqualTo(BackupStatements.of(15));
    }

    private static boolean file(String path) {
        return LeftOut.is(Path.of(path), false);
    }

    private static boolean folder(String path) {
        return LeftOut.is(Path.of(path), true);
    }
}
