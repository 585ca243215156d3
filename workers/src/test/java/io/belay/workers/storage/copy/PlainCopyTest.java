package io.belay.workers.storage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.storage.tree.FileCopier;
import io.belay.workers.storage.tree.TreeConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On whatever file system is here. */
class PlainCopyTest extends TreeConformance {

    @Override
    protected Path newFolder() throws IOException {
        return Files.createTempDirectory("belay-copy-").toRealPath();
    }

    @Override
    protected FileCopier copier() {
        return new PlainFiles();
    }

    @Test
    void it_says_that_every_copy_is_a_full_one() {
        assertThat(storage().probe(dataset(), place().root()).notes())
                .anyMatch(note -> note.contains("every snapshot, clone and waypoint is a full copy"));
    }
}
