package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan has one form on every Java: the command line of one release, and the engine of another, must agree on its hash. */
class OtherJavaTest {

    @TempDir
    private Path folder;

    @Test
    void a_later_java_resolves_every_good_plan_to_the_same_bytes() throws IOException, InterruptedException {
        Optional<Path> java = laterJava();
        assumeThat(java).as("a later Java is installed beside this one").isPresent();
        Path output = folder.resolve("hashes.txt");

        Process process = new ProcessBuilder(
                        java.orElseThrow().toString(),
                        "-Duser.language=tr",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherJavaTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output)).isEqualTo(hashes());
    }

    /** What the other Java runs. */
    public static void main(String[] arguments) {
        System.out.print(hashes());
    }

    private static String hashes() {
        return Stream.concat(Golden.files("good").stream(), Golden.files("files").stream())
                .map(file -> file.getFileName() + " "
                        + PlanFile.read(
                                        file,
                                        file.toString().contains("shop") ? Map.of("cluster", "db1/shop") : Map.of())
                                .hash()
                                .orElse("none"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Optional<Path> laterJava() throws IOException {
        Path siblings = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        try (Stream<Path> homes = Files.list(siblings)) {
            List<Path> later = homes.filter(
                            home -> feature(home) > Runtime.version().feature())
                    .map(home -> home.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
            return later.stream().findFirst();
        }
    }

    private static int feature(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.substring("JAVA_VERSION=\"".length()).replaceAll("[^0-9].*", ""))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noJava) {
            return 0;
        }
    }
}
