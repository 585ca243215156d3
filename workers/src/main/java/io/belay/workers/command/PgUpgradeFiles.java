package io.belay.workers.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Collects what {@code pg_upgrade} wrote about its failure: from 15 on below {@code pg_upgrade_output.d} in the new data directory,
 * before in its working folder. Dumps are left where they are: the one of the roles holds password hashes.
 */
public final class PgUpgradeFiles {

    /** Of each file the end is enough, and bounds what a failure may cost. */
    private static final int LONGEST = 256 * 1024;

    private static final int DEEPEST = 4;

    private PgUpgradeFiles() {}

    /** @return the end of each log and list of the newest try, by file name */
    public static Map<String, String> collect(Path newDataDirectory, Path workFolder) {
        Path output = newDataDirectory.resolve("pg_upgrade_output.d");
        Path newest = Files.isDirectory(output) ? newest(output) : workFolder;
        try (Stream<Path> files = Files.walk(newest, DEEPEST)) {
            Map<String, String> texts = new LinkedHashMap<>();
            List<Path> wanted = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file ->
                            file.toString().endsWith(".log") || file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            for (Path file : wanted) {
                texts.put(String.valueOf(file.getFileName()), end(file));
            }
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Folders are named by time, so the last name is the newest. */
    private static Path newest(Path output) {
        try (Stream<Path> tries = Files.list(output)) {
            return tries.filter(Files::isDirectory)
                    .max(Comparator.naturalOrder())
                    .orElse(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String end(Path file) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            long skip = Math.max(0, opened.length() - LONGEST);
            opened.seek(skip);
            byte[] bytes = new byte[(int) (opened.length() - skip)];
            opened.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
