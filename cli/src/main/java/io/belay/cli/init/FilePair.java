package io.belay.cli.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two files, put into their folder together or not at all; an older one of the same name is kept beside. For one thread. */
public final class FilePair {

    private static final String MODE = "rw-r--r--";

    private final Map<Path, String> texts;

    public FilePair(Path plan, String planText, Path host, String hostText) {
        texts = new LinkedHashMap<>();
        texts.put(plan, planText);
        texts.put(host, hostText);
    }

    /** Those that are there already. */
    public List<Path> existing() {
        return texts.keySet().stream().filter(Files::exists).toList();
    }

    /**
     * Written beside first, so that an interrupt leaves the folder as it was.
     *
     * @return under which names older files were kept
     * @throws IOException when nothing was changed
     */
    public List<Path> write() throws IOException {
        Map<Path, Path> ready = new LinkedHashMap<>();
        Map<Path, Path> kept = new LinkedHashMap<>();
        List<Path> placed = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> text : texts.entrySet()) {
                ready.put(text.getKey(), unfinished(text.getKey(), text.getValue()));
            }
            for (Path file : existing()) {
                kept.put(file, Files.move(file, free(file), StandardCopyOption.ATOMIC_MOVE));
            }
            for (Map.Entry<Path, Path> part : ready.entrySet()) {
                Files.move(part.getValue(), part.getKey(), StandardCopyOption.ATOMIC_MOVE);
                placed.add(part.getKey());
            }
            return List.copyOf(kept.values());
        } catch (IOException refused) {
            takeBack(placed, kept);
            throw refused;
        } finally {
            for (Path part : ready.values()) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static void takeBack(List<Path> placed, Map<Path, Path> kept) throws IOException {
        for (Path file : placed) {
            Files.deleteIfExists(file);
        }
        for (Map.Entry<Path, Path> old : kept.entrySet()) {
            Files.move(old.getValue(), old.getKey(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path unfinished(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".belay-init-", "~");
        part.toFile().deleteOnExit();
        Files.writeString(part, text);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(MODE));
        return part;
    }

    private static Path free(Path file) {
        for (int number = 1; ; number++) {
            Path beside = file.resolveSibling(file.getFileName() + ".old" + (number == 1 ? "" : "-" + number));
            if (!Files.exists(beside)) {
                return beside;
            }
        }
    }
}
