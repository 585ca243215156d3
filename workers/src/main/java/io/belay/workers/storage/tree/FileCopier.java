package io.belay.workers.storage.tree;

import io.belay.workers.posix.FileAttributes;
import io.belay.workers.storage.Capabilities.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How one file is copied: the whole difference between the drivers for trees. Thread-safe. */
public interface FileCopier {

    /** The driver's name. */
    String driver();

    /** Whether copies share their blocks with the original until written: cheap, and provable without reading. */
    boolean isSharing();

    /**
     * Makes the copy, which must not exist.
     *
     * @param meanwhile called now and then while it takes long
     * @throws java.nio.file.NoSuchFileException when the original is gone
     * @throws io.belay.workers.posix.PosixFailure likewise with ENOENT, or when the file system refuses
     */
    void copy(Path original, Path copy, FileAttributes attributes, Runnable meanwhile) throws IOException;

    /**
     * What stands in the way of copying files from a folder into the place; asked of the data directory and of each tablespace.
     *
     * @param folder resolved
     */
    List<Problem> problems(Path folder, Path place);

    /** What a person should know of each copy, sentences. */
    List<String> notes();
}
