package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.ShortProgram;
import io.belay.cli.dev.TemporalProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole lab as an account without any right, made for the test. */
class LabWithoutRootIT {

    private Path folder = Path.of("/");
    private Optional<Register> register = Optional.empty();

    @BeforeEach
    void makeFolder() throws IOException {
        LabNeeds.root(); // to become another account
        LabNeeds.debian();
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "belay-without-root-");
        ShortProgram.of("chmod", "755", folder.toString()).run();
    }

    @AfterEach
    void removeFolder() throws IOException {
        register.ifPresent(made -> new Sweep(folder, Narrator.silent()).remove(made));
        if (folder.getNameCount() > 0) {
            FileTrees.delete(folder);
        }
    }

    @Test
    void without_root_the_lab_works_in_a_folder_says_so_and_leaves_nothing() throws IOException {
        fillCache();
        register = Optional.of(Register.open(folder));
        LabUser user = LabUser.create(register.get(), Narrator.silent());
        Path home = user.own(Files.createDirectory(folder.resolve("home")));

        try (ChildJvm lab = ChildJvm.start(
                        user.running(
                                "env",
                                "BELAY_CACHE=" + CacheFolder.ofThisMachine(),
                                "BELAY_LAB_FOLDER=" + home,
                                "JAVA_TOOL_OPTIONS=-Duser.home=" + home),
                        readableClassPath(),
                        folder.resolve("out"),
                        LabMain.class)
                .awaitSaying("ready: live")) {
            assertThat(lab.output()).contains("using a folder on");

            lab.interrupt();
        }

        try (var left = Files.list(home)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly(".local");
        }
        // A process that has ended its work is shown until the kernel has taken its memory back.
        await().until(() -> ShortProgram.of("ps", "--no-headers", "-u", user.name())
                .run()
                .output()
                .isEmpty());
    }

    /** As another account could not write there. */
    private static void fillCache() {
        PostgresMajors majors = PostgresMajors.onThisMachine(Narrator.silent());
        assertThat(List.of(majors.bin(13), majors.bin(17))).doesNotHaveDuplicates();
        assertThat(LabTools.onThisMachine(Narrator.silent()).pgbouncer()).isExecutable();
        assertThat(new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), sentence -> {}).find())
                .isExecutable();
    }

    /** The jars may lie in a folder that only root may enter. */
    private String readableClassPath() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("classes"));
        String original = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> copied = new ArrayList<>();
        for (String element : original.split(File.pathSeparator, -1)) {
            String target = copy.resolve(Integer.toString(copied.size())) + (element.endsWith(".jar") ? ".jar" : "");
            ShortProgram.of("cp", "-r", element, target).run();
            copied.add(target);
        }
        ShortProgram.of("chmod", "-R", "a+rX", copy.toString()).run();
        return String.join(File.pathSeparator, copied);
    }
}
