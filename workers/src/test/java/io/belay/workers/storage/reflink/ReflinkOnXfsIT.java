package io.belay.workers.storage.reflink;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.LoopMount;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.tree.FileCopier;
import io.belay.workers.storage.tree.TreeConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReflinkOnXfsIT extends TreeConformance {

    private static LoopMount mount;
    private static int tests;

    @BeforeAll
    static void mountFileSystem() throws IOException {
        mount = LoopMount.of("xfs", 1L << 30);
    }

    @AfterAll
    static void unmountFileSystem() throws IOException {
        if (mount != null) {
            mount.close();
        }
    }

    @Override
    protected Path newFolder() throws IOException {
        return Files.createDirectory(mount.path().resolve("test-" + ++tests));
    }

    @Override
    protected FileCopier copier() {
        return new ReflinkFiles();
    }

    @Test
    void it_is_chosen_by_itself_and_by_both_of_its_names() {
        Path data = dataset().dataDirectory();

        assertThat(Drivers.of(place(), "auto", data).driver()).isEqualTo("reflink");
        assertThat(Drivers.of(place(), "xfs", data).driver()).isEqualTo("reflink");
        assertThat(Drivers.of(place(), "reflink", data).driver()).isEqualTo("reflink");
        assertThat(Drivers.of(place(), "copy", data).driver()).isEqualTo("copy");
    }

    @Test
    void a_place_on_another_file_system_or_one_that_cannot_share_is_refused() throws Exception {
        try (LoopMount other = LoopMount.of("xfs", 512L << 20)) {
            assertThat(codes(storage().probe(dataset(), other.path())))
                    .containsExactly(StorageErrors.OTHER_FILE_SYSTEM);
        }
        Path elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "belay-it-");
        try {
            assertThat(codes(storage().probe(dataset(), elsewhere))).containsExactly(StorageErrors.UNSUITABLE);
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void a_tablespace_on_another_file_system_is_refused() throws Exception {
        try (LoopMount other = LoopMount.of("xfs", 512L << 20)) {
            Path data = dataset().dataDirectory();
            Files.createSymbolicLink(data.resolve("pg_tblspc/16401"), other.path());

            assertThat(codes(storage().probe(DatasetFinder.tree(data), place().root())))
                    .contains(StorageErrors.OTHER_FILE_SYSTEM);
        }
    }

    @Test
    void a_mount_inside_the_data_directory_is_refused() throws Exception {
        Path point = Files.createDirectory(dataset().dataDirectory().resolve("pg_stat_tmp"));
        LoopMount.require("mount", "-t", "tmpfs", "none", point.toString());
        try {
            assertThat(codes(storage().probe(dataset(), place().root()))).containsExactly(StorageErrors.NESTED);
        } finally {
            LoopMount.require("umount", point.toString());
        }
    }
}
