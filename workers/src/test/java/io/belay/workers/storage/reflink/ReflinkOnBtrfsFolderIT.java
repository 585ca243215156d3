package io.belay.workers.storage.reflink;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.posix.FileFlags;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.LoopMount;
import io.belay.workers.storage.tree.FileCopier;
import io.belay.workers.storage.tree.TreeConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters in a plain folder of a btrfs: no subvolume of their own, but blocks can be shared. */
class ReflinkOnBtrfsFolderIT extends TreeConformance {

    private static LoopMount mount;
    private static int tests;

    @BeforeAll
    static void mountFileSystem() throws IOException {
        mount = LoopMount.of("btrfs", 1L << 30);
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
    void it_is_chosen_where_the_data_directory_lies_in_no_subvolume_of_its_own() {
        assertThat(Drivers.of(place(), "auto", dataset().dataDirectory()).driver())
                .isEqualTo("reflink");
    }

    @Test
    void a_folder_that_is_overwritten_in_place_shares_its_blocks_too() throws Exception {
        Path folder = Files.createDirectory(dataset().dataDirectory().resolve("base/6"));
        LoopMount.require("chattr", "+C", folder.toString());
        Files.write(folder.resolve("large"), bytes(300_000, 9));
        assertThat(FileFlags.of(folder.resolve("large")).noCopyOnWrite()).isTrue();

        Path image = snapshot("nocow");

        assertThat(image.resolve(dataset().relativeDataDirectory()).resolve("base/6/large"))
                .hasBinaryContent(bytes(300_000, 9));
    }
}
