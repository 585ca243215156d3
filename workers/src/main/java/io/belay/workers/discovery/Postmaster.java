package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The main process of a running server. Immutable.
 *
 * @param dataDirectory from its working folder, which it changes to at start, else from {@code -D}
 */
record Postmaster(ProcessEntry process, Optional<Path> dataDirectory, StartedBy startedBy) {

    private static final List<String> NAMES = List.of("postgres", "postmaster");

    /** Every server's main process among all processes: one of that name whose parent is none. */
    static List<Postmaster> among(List<ProcessEntry> processes) {
        Map<Long, ProcessEntry> byPid =
                processes.stream().collect(Collectors.toMap(ProcessEntry::pid, Function.identity()));
        List<Postmaster> found = new ArrayList<>();
        for (ProcessEntry process : processes) {
            Optional<ProcessEntry> parent = Optional.ofNullable(byPid.get(process.parent()));
            boolean isChild =
                    parent.map(ProcessEntry::name).map(NAMES::contains).orElse(false);
            if (NAMES.contains(process.name())
                    && !isChild
                    && !process.arguments().isEmpty()
                    && !isPreparing(process)) {
                found.add(new Postmaster(process, dataDirectory(process), StartedBy.of(process, parent)));
            }
        }
        return List.copyOf(found);
    }

    /** {@code initdb} and single-user servers serve nobody. */
    private static boolean isPreparing(ProcessEntry process) {
        return process.arguments().stream().anyMatch(List.of("--boot", "--single", "--check")::contains);
    }

    private static Optional<Path> dataDirectory(ProcessEntry process) {
        if (process.workingFolder().isPresent()) {
            return process.workingFolder();
        }
        List<String> words = process.arguments();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-D") && i + 1 < words.size()) {
                return absolute(words.get(i + 1));
            }
            if (word.startsWith("-D") && word.length() > 2) {
                return absolute(word.substring(2));
            }
            if (word.startsWith("--data_directory=") || word.startsWith("--data-directory=")) {
                return absolute(word.substring(word.indexOf('=') + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> absolute(String text) {
        return text.startsWith("/") ? Optional.of(Path.of(text).normalize()) : Optional.empty();
    }
}
