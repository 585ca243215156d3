package io.belay.workers.fence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files as they lie there, byte by byte in whatever encoding they are; groups as the server told. */
record HbaOnDisk(Map<String, Set<String>> groups) implements HbaSource {

    HbaOnDisk {
        groups = Map.copyOf(groups);
    }

    @Override
    public List<String> lines(Path file) {
        try {
            return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\r?\n", -1));
        } catch (IOException e) {
            throw new FenceFailure(FenceErrors.RULES, "`" + file + "` cannot be read: " + e.getMessage());
        }
    }

    @Override
    public List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(".conf")
                            && !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean exists(Path file) {
        return Files.isRegularFile(file);
    }

    @Override
    public boolean isMember(String role, String group) {
        return role.equals(group) || groups.getOrDefault(role, Set.of()).contains(group);
    }
}
