package io.belay.plans.grammar;

import io.belay.plans.model.NamedFile;
import io.belay.plans.read.ReadErrors;

/** The folder in which a plan lies: a plan names files inside it, and none elsewhere. */
public interface PlanFolder {

    /**
     * @param path relative, without detours
     * @throws Unreadable when there is no such file inside the folder, or it cannot be used
     */
    NamedFile read(String path) throws Unreadable;

    /** How a person would name the file from where they are. */
    default String shown(String path) {
        return path;
    }

    /** For texts that lie nowhere. */
    static PlanFolder none() {
        return path -> {
            throw new Unreadable(
                    ReadErrors.UNREADABLE_FILE,
                    "`" + path + "` cannot be read: this text lies in no folder",
                    "",
                    "save it as a file beside `" + path + "`");
        };
    }
}
