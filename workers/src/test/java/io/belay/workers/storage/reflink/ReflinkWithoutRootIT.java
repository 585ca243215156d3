package io.belay.workers.storage.reflink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.workers.storage.ConformanceMain;
import io.belay.workers.storage.LoopMount;
import io.belay.workers.storage.Place;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same promises, kept by a worker that runs as an ordinary account: the kit once more, in a JVM of that account. */
class ReflinkWithoutRootIT {

    @Test
    void everything_holds_without_root_on_xfs_and_in_a_folder_of_btrfs() throws Exception {
        String account = System.getenv("BELAY_TEST_ACCOUNT");
        assumeTrue(account != null, "BELAY_TEST_ACCOUNT has to name an unprivileged account");
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "belay-classes-");
        try {
            LoopMount.require("chmod", "755", folder.toString());
            String classPath = readableClassPath(folder);
            for (String type : List.of("xfs", "btrfs")) {
                try (LoopMount mount = LoopMount.of(type, 1L << 30)) {
                    pass(Place.folderOf(mount.path()));
                    LoopMount.require(
                            "chown", String.valueOf(account), mount.path().toString());

                    String said = run(String.valueOf(account), classPath, mount.path());

                    assertThat(said).contains("all passed").doesNotContain("FAILED");
                }
            }
        } finally {
            LoopMount.require("rm", "-rf", folder.toString());
        }
    }

    private static String run(String account, String classPath, Path folder) throws IOException, InterruptedException {
        List<String> command = List.of(
                "setpriv",
                "--reuid=" + account,
                "--regid=" + account,
                "--init-groups",
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classPath,
                ConformanceMain.class.getName(),
                ReflinkInFolder.class.getName(),
                folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(new File("/"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static void pass(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** The jars may lie in a folder that only root may enter. */
    private static String readableClassPath(Path folder) {
        String original = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> copied = new ArrayList<>();
        for (String element : original.split(File.pathSeparator, -1)) {
            String target = folder.resolve(Integer.toString(copied.size())) + (element.endsWith(".jar") ? ".jar" : "");
            if (Files.exists(Path.of(element))) {
                LoopMount.require("cp", "-r", element, target);
                copied.add(target);
            }
        }
        LoopMount.require("chmod", "-R", "a+rX", folder.toString());
        return String.join(File.pathSeparator, copied);
    }
}
