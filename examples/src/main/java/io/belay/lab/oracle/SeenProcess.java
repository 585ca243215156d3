package io.belay.lab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process as {@code /proc} shows it at one moment; zombies are none. Immutable.
 *
 * @param parent its parent's id
 * @param startTicks when it started, in clock ticks since boot: ids are used again
 * @param program its name, at most 15 bytes of it
 * @param arguments empty when they cannot be read any more
 * @param folder working folder, empty when it cannot be read
 */
public record SeenProcess(
        long pid, long parent, long startTicks, String program, List<String> arguments, String folder) {

    private static final int PARENT = 1;
    private static final int START = 19;

    public SeenProcess {
        arguments = List.copyOf(arguments);
    }

    public static List<SeenProcess> all() {
        List<SeenProcess> all = new ArrayList<>();
        try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path folder : folders) {
                read(folder).ifPresent(all::add);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("/proc cannot be read", failure);
        }
        return all;
    }

    private static Optional<SeenProcess> read(Path folder) {
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in brackets and may itself hold blanks and brackets.
            int end = stat.lastIndexOf(')');
            String[] fields = stat.substring(end + 2).split(" ", -1);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new SeenProcess(
                    Long.parseLong(folder.getFileName().toString()),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[START]),
                    stat.substring(stat.indexOf('(') + 1, end),
                    arguments(folder),
                    workingFolder(folder)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<String> arguments(Path folder) throws IOException {
        String line = Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        return line.isEmpty() ? List.of() : List.of(line.split("\0", 0));
    }

    private static String workingFolder(Path folder) {
        try {
            return Files.readSymbolicLink(folder.resolve("cwd")).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    /** Whether it stands in the folder, or an argument names something in it. */
    public boolean concerns(Path where) {
        String inside = where + "/";
        return (folder + "/").startsWith(inside)
                || arguments.stream().anyMatch(argument -> (argument + "/").contains(inside));
    }

    /** Once more, because ids are used again. */
    public boolean isAlive() {
        return read(Path.of("/proc/" + pid))
                .filter(now -> now.startTicks == startTicks)
                .isPresent();
    }

    /** For a person. */
    public String text() {
        String line = String.join(" ", arguments);
        return pid + " " + program + " " + (line.length() > 200 ? line.substring(0, 200) + " ..." : line);
    }
}
