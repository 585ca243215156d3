package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.cli.dev.ShortProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tour as an account without any right, made for the test, on a file system that takes no snapshots. */
class QuickstartWithoutRootIT {

    private final String account =
            "belay-tour-" + Long.toHexString(ProcessHandle.current().pid());
    private Path folder = Path.of("/");

    @BeforeEach
    void makeAccount() throws IOException {
        TourProcess.assumeItCanRunHere(); // root, to become another account
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "belay-tour-");
        assumeTrue(!fileSystem(folder).equals("btrfs"), "/var/tmp lies on btrfs: the tour would run there");
        run("chmod", "755", folder.toString());
        run("useradd", "--system", "--no-create-home", "--home-dir", folder + "/home", account);
        Files.createDirectory(folder.resolve("home"));
        run("chown", account, folder.resolve("home").toString());
    }

    @AfterEach
    void removeAccount() {
        if (folder.getNameCount() > 0) {
            run("userdel", account);
            run("rm", "-rf", folder.toString());
        }
    }

    @Test
    void without_root_and_without_btrfs_the_tour_refuses_before_it_makes_anything() throws IOException {
        Path home = folder.resolve("home");
        try (TourProcess tour = TourProcess.start(
                List.of(
                        "setpriv",
                        "--reuid=" + account,
                        "--regid=" + account,
                        "--init-groups",
                        "env",
                        "--chdir=/",
                        "HOME=" + home,
                        "BELAY_CACHE=" + home.resolve("cache"),
                        "JAVA_TOOL_OPTIONS=-Duser.home=" + home),
                readableClassPath(),
                folder.resolve("out"))) {
            int exit = tour.awaitEnd();

            assertThat(exit).as(tour.output()).isEqualTo(4);
            assertThat(tour.output())
                    .contains(
                            "BLY-4169 without root the tour cannot",
                            "nothing was made or changed",
                            "next: run it as root")
                    .doesNotContain("1. A PostgreSQL");
        }
        try (var left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    /** The jars may lie in a folder that only root may enter. */
    private String readableClassPath() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("classes"));
        List<String> copied = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String target = copy.resolve(Integer.toString(copied.size())) + (element.endsWith(".jar") ? ".jar" : "");
            run("cp", "-r", element, target);
            copied.add(target);
        }
        run("chmod", "-R", "a+rX", copy.toString());
        return String.join(File.pathSeparator, copied);
    }

    private static String fileSystem(Path folder) {
        return ShortProgram.of("stat", "-f", "-c", "%T", folder.toString())
                .run()
                .output()
                .strip();
    }

    private static void run(String... command) {
        ShortProgram.of(command).run();
    }
}
