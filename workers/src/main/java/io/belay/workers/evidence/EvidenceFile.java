package io.belay.workers.evidence;

import java.nio.file.Path;

/**
 * Name of a file inside a run's folder, relative to it. Immutable. Cannot point outside: parts are plain names, none begins with
 * a dot.
 */
public record EvidenceFile(String name) {

    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9_.@=+-]{0,127}";

    /** @throws IllegalArgumentException when the name is not of that form */
    public EvidenceFile {
        if (!name.matches(PART + "(/" + PART + "){0,7}")) {
            throw new IllegalArgumentException("not a name of a file in a run's folder: `" + name + "`");
        }
    }

    Path in(Path folder) {
        return folder.resolve(name);
    }
}
