package io.belay.lab.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run that has ended must not leave on a host. Reads only. */
final class Leftovers {

    private static final List<String> TREES = List.of("candidates", "waypoints", "throwaway", "clones", "s");

    private final Ground ground;

    Leftovers(Ground ground) {
        this.ground = ground;
    }

    /** One sentence for each. */
    List<String> of(String run) throws IOException {
        List<String> left = new ArrayList<>();
        for (String tree : TREES) {
            files(ground.place().resolve(tree)).forEach(file -> left.add("file " + file));
        }
        SeenProcess.all().stream()
                .filter(process -> process.concerns(ground.place())
                        || process.concerns(ground.journal().resolve(run)))
                .forEach(process -> left.add("process " + process.text()));
        subvolumes().stream()
                .filter(path -> TREES.stream().anyMatch(tree -> path.contains("/" + tree + "/")))
                .forEach(path -> left.add("subvolume " + path));
        mounts().forEach(mount -> left.add("mount " + mount));
        return left;
    }

    /** Files, links and what is in them, but not empty groups. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, 2)) {
            List<Path> found = new ArrayList<>();
            for (Path path : all.toList()) {
                if (!path.equals(folder)
                        && !(Files.isDirectory(path) && Host.names(path).isEmpty())) {
                    found.add(path);
                }
            }
            return found;
        }
    }

    private List<String> subvolumes() throws IOException {
        Process listing = new ProcessBuilder(
                        ground.btrfs().toString(),
                        "subvolume",
                        "list",
                        ground.volume().toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().toList();
    }

    /** Below the volume: nothing but a run mounts there. */
    private List<String> mounts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ", -1)[4])
                    .filter(mount -> mount.startsWith(ground.volume() + "/"))
                    .toList();
        }
    }
}
