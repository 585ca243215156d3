package io.belay.workers.storage.reflink;

import io.belay.workers.storage.ConformanceMain;
import io.belay.workers.storage.tree.FileCopier;
import io.belay.workers.storage.tree.TreeConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** In the folder that {@link ConformanceMain} was given; no test of its own by name. */
public class ReflinkInFolder extends TreeConformance {

    @Override
    protected Path newFolder() throws IOException {
        return Files.createTempDirectory(ConformanceMain.folder(), "test-");
    }

    @Override
    protected FileCopier copier() {
        return new ReflinkFiles();
    }
}
