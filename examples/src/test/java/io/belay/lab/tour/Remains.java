package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is left of a lab on this machine, found from outside: nothing here asks the lab's own register or sweep. */
final class Remains {

    private static final Duration KERNEL = Duration.ofSeconds(10);

    private Remains() {}

    /** A process that has ended its work is shown until the kernel has taken its memory back. */
    static void assertNone(String id) {
        await().atMost(KERNEL).untilAsserted(() -> assertThat(of(id)).isEmpty());
    }

    static List<String> of(String id) throws IOException {
        String name = "belay-lab-" + id;
        List<String> left = new ArrayList<>();
        processes(name, id, left);
        linesOf("/proc/self/mountinfo", name, "mount", left);
        linesOf("/etc/passwd", name, "account", left);
        linesOf("/etc/group", name, "group", left);
        ShortProgram.of("losetup", "--list")
                .run()
                .output()
                .lines()
                .filter(line -> line.contains(name))
                .forEach(line -> left.add("loop device: " + line));
        for (Path path : List.of(
                Path.of("/var/tmp", name),
                Path.of("/run", name),
                Path.of("/tmp", name),
                Path.of("/var/lib/belay/lab", id + ".register"))) {
            if (Files.exists(path)) {
                left.add("path: " + path);
            }
        }
        return left;
    }

    private static void linesOf(String file, String name, String what, List<String> left) throws IOException {
        Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.contains(name))
                .forEach(line -> left.add(what + ": " + line));
    }

    /** By mark in the environment, by arguments, by working folder. */
    private static void processes(String name, String id, List<String> left) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (read(process, "environ").contains("BELAY_LAB=" + id)
                        || read(process, "cmdline").contains(name)
                        || workingFolder(process).contains(name)) {
                    left.add("process: " + process.getFileName() + " "
                            + read(process, "cmdline").replace('\0', ' '));
                }
            }
        }
    }

    private static String read(Path process, String file) {
        try {
            return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static String workingFolder(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).toString();
        } catch (IOException gone) {
            return "";
        }
    }
}
