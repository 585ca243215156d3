package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.ShortProgram;
import io.belay.cli.dev.TemporalProgram;
import io.belay.lab.LabTools;
import io.belay.lab.PostgresMajors;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tour from its first word to its last as an account without any right, made for the test. */
class QuickstartWithoutRootIT {

    private final String account =
            "belay-tour-" + Long.toHexString(ProcessHandle.current().pid());
    private Path folder = Path.of("/");

    @BeforeEach
    void makeAccount() throws IOException {
        TourProcess.assumeItCanRunHere(); // root, to become another account
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "belay-tour-");
        run("chmod", "755", folder.toString());
        run("useradd", "--system", "--no-create-home", "--home-dir", folder + "/home", account);
        Files.createDirectory(folder.resolve("home"));
        run("chown", account, folder.resolve("home").toString());
        fillCache();
    }

    @AfterEach
    void removeAccount() {
        if (folder.getNameCount() > 0) {
            run("umount", folder.resolve("xfs").toString());
            run("userdel", account);
            run("rm", "-rf", folder.toString());
        }
    }

    @Test
    void on_a_file_system_that_shares_no_blocks_the_whole_tour_goes_by_full_copies() throws IOException {
        assumeTrue(!List.of("btrfs", "xfs").contains(fileSystem(folder)), "/var/tmp can share blocks");

        String told = tourIn(folder.resolve("home/lab"));

        assertThat(told).contains("which cannot clone files: every clone is a whole copy here");
    }

    @Test
    void where_blocks_can_be_shared_the_whole_tour_goes_by_that() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("xfs"));
        Path image = folder.resolve("xfs.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(8L << 30);
        }
        run(LabTools.onThisMachine(sentence -> {}).mkfsXfs().toString(), "-q", "-m", "reflink=1", image.toString());
        run("mount", "-o", "loop", image.toString(), mount.toString());
        assumeTrue(fileSystem(mount).equals("xfs"), "no XFS can be mounted here");
        run("chown", account, mount.toString());

        String told = tourIn(mount);

        assertThat(told).contains("using a folder on the xfs file system that is here: clones share their blocks");
    }

    private String tourIn(Path labs) throws IOException {
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
                        "BELAY_CACHE=" + CacheFolder.ofThisMachine(),
                        "BELAY_LAB_FOLDER=" + labs,
                        "JAVA_TOOL_OPTIONS=-Duser.home=" + home),
                readableClassPath(),
                folder.resolve("out"))) {
            int exit = tour.awaitEnd();

            assertThat(exit).as(tour.output()).isZero();
            assertThat(tour.output())
                    .containsSubsequence(
                            "not root: no file system is made and mounted",
                            "not root: no account is made",
                            "not root: clones get no network of their own",
                            "S1 is ",
                            "live in backup mode",
                            "a writable clone of S2 existed after ",
                            "not isolated: this worker cannot make a network namespace",
                            "the whole upgrade passes on S2",
                            "fails  step pg_upgrade: BLY-3320 the new version refuses the view `ops.databases`",
                            "passed on S2, fails since S3",
                            "live did not notice",
                            "the whole upgrade passes on S4",
                            "7. The very same plan is applied",
                            "clients come through the same pooler to PostgreSQL 17",
                            "old is live again, with every payment that new took",
                            "new is live once more",
                            "all of them are in new, every balance is right, none failed",
                            "everything was removed again")
                    .doesNotContain("\u001b[", "Exception", "\tat ");
            Remains.assertNone(tour.id());
            try (var left = Files.list(labs)) {
                assertThat(left).isEmpty();
            }
            // A process that has ended its work is shown until the kernel has taken its memory back.
            await().until(() -> ShortProgram.of("ps", "--no-headers", "-u", account)
                    .run()
                    .output()
                    .isEmpty());
            return tour.output();
        }
    }

    /** As another account could not write there. */
    private static void fillCache() {
        PostgresMajors majors = PostgresMajors.onThisMachine(sentence -> {});
        assertThat(List.of(majors.bin(13), majors.bin(17))).doesNotHaveDuplicates();
        assertThat(LabTools.onThisMachine(sentence -> {}).pgbouncer()).isExecutable();
        assertThat(new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), sentence -> {}).find())
                .isExecutable();
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
