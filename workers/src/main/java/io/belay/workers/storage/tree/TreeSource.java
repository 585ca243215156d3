package io.belay.workers.storage.tree;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a copy asks on its way through the originals. One thread. */
interface TreeSource {

    /** Something that stands still: all of it is copied, and nothing may vanish. */
    TreeSource AT_REST = new TreeSource() {};

    /** Of a folder its content, of anything else all. */
    default boolean leavesOut(Path original, boolean isFolder) {
        return false;
    }

    /** A folder into which somebody else puts files later: nothing of it is copied, and it is not frozen. */
    default boolean keepsOpen(Path original) {
        return false;
    }

    /** The link itself when it is copied as a link; the folder it leads to when that becomes a folder of the copy. */
    default Path follow(Path link) throws IOException {
        return link;
    }

    /** An original that was there a moment ago. */
    default void gone(Path original, NoSuchFileException reason) throws IOException {
        throw reason;
    }

    default void goOn() {}
}
