package io.belay.lab.run;

import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run may leave on a host: subvolumes, folders, sockets, processes. Reads only. */
final class Traces {

    private final Lab lab;

    Traces(Lab lab) {
        this.lab = lab;
    }

    /** Everything below the place but snapshots, and processes that work there; empty when nothing is left. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        for (String folder : List.of("candidates", "waypoints", "throwaway", "clones", "s")) {
            entries(lab.place().resolve(folder)).forEach(entry -> left.add("file " + entry));
        }
        left.addAll(processes());
        subvolumes().stream()
                .filter(subvolume -> !subvolume.contains("/snapshots/") && !subvolume.endsWith("path orders"))
                .forEach(subvolume -> left.add("subvolume " + subvolume));
        return left;
    }

    /** Files and links in it, and folders two levels deep, that are not just empty groups. */
    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(path -> !path.equals(folder))
                    .filter(path -> !isEmptyFolder(path))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isEmptyFolder(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.findAny().isEmpty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<String> subvolumes() {
        return ShortProgram.of(
                        lab.btrfsProgram().toString(),
                        "subvolume",
                        "list",
                        lab.volume().path().toString())
                .run()
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Servers and tools whose arguments or folder lie in the place. */
    List<String> processes() {
        String place = lab.place().toString();
        return running().stream()
                .filter(process ->
                        process.arguments().contains(place) || process.folder().startsWith(place))
                .map(Running::toString)
                .toList();
    }

    /** @param folder working folder, empty when it cannot be read */
    record Running(long pid, String arguments, String folder) {}

    static List<Running> running() {
        List<Running> all = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                all.add(new Running(
                        Long.parseLong(process.getFileName().toString()),
                        arguments(process),
                        link(process.resolve("cwd"))));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }

    private static String arguments(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    static String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException notReadable) {
            return "";
        }
    }
}
