package io.belay.lab.oracle;

import java.nio.file.Path;
import java.util.List;

/**
 * Whether servers work in the two data directories; for moments in which nobody may be asked for a write. Immutable.
 *
 * @param old in live's of before
 * @param target in new's
 */
public record Servers(boolean old, boolean target) {

    public static Servers of(List<SeenProcess> processes, Ground ground) {
        return new Servers(isServed(processes, ground.oldData()), isServed(processes, ground.newData()));
    }

    private static boolean isServed(List<SeenProcess> processes, Path data) {
        return processes.stream()
                .anyMatch(process ->
                        process.program().equals("postgres") && process.folder().equals(data.toString()));
    }

    public boolean both() {
        return old && target;
    }
}
