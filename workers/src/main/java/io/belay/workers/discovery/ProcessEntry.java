package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process as {@code /proc} tells of it. Immutable; it may have ended meanwhile.
 *
 * @param name the kernel's short name of it
 * @param arguments its command line; empty for threads of the kernel
 * @param program its file; empty for whoever may not look
 * @param workingFolder likewise
 * @param controlGroup path of its control group, which names a systemd unit; empty where there is none
 */
record ProcessEntry(
        long pid,
        long parent,
        long userId,
        String name,
        List<String> arguments,
        Optional<Path> program,
        Optional<Path> workingFolder,
        String controlGroup) {

    ProcessEntry {
        arguments = List.copyOf(arguments);
    }
}
