package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.cli.dev.SetupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresMajorsIT {

    private Path cache = Path.of("/");

    /** Not {@code @TempDir}: it warns of every link that leads out of the unpacked packages. */
    @BeforeEach
    void makeCache() throws IOException {
        cache = Files.createTempDirectory("belay-majors-").toRealPath();
    }

    @AfterEach
    void removeCache() throws IOException {
        FileTrees.delete(cache);
    }

    @Test
    void a_major_that_is_not_installed_is_unpacked_once_and_then_found_without_fetching() throws IOException {
        LabNeeds.debian();
        List<String> said = new ArrayList<>();
        PostgresMajors majors = PostgresMajors.unpackedOnly(cache, said::add);

        long began = System.nanoTime();
        Path bin13 = majors.bin(13);
        long middle = System.nanoTime();
        Path bin17 = majors.bin(17);
        long end = System.nanoTime();
        System.out.println("unpacked 13 in " + Duration.ofNanos(middle - began) + ", 17 in "
                + Duration.ofNanos(end - middle) + " (patchelf included once)");

        assertThat(majors.version(13)).startsWith("13.");
        assertThat(majors.version(17)).startsWith("17.");
        assertThat(bin13).isDirectory().isNotEqualTo(bin17);
        int before = said.size();
        assertThat(majors.bin(13)).isEqualTo(bin13);
        assertThat(said).hasSize(before);
    }

    @Test
    void two_processes_that_race_for_a_major_both_get_it() throws IOException {
        LabNeeds.debian();
        Path shared = Files.createDirectory(cache.resolve("shared"));

        try (ChildJvm one = race(shared, "one");
                ChildJvm two = race(shared, "two")) {
            assertThat(one.awaitEnd()).as(one.output()).isZero();
            assertThat(two.awaitEnd()).as(two.output()).isZero();
            assertThat(lastLine(one)).isEqualTo(lastLine(two)).startsWith("13 13.");
        }
    }

    @Test
    void what_a_killed_process_had_half_unpacked_is_removed_by_the_next() throws IOException {
        LabNeeds.debian();
        Path shelf = Files.createDirectories(cache.resolve("packages/postgresql-13"));
        Path abandoned = Files.createDirectory(shelf.resolve(".part-1-1"));
        Files.writeString(abandoned.resolve("half"), "half");

        PostgresMajors.unpackedOnly(cache, Narrator.silent()).bin(13);

        assertThat(abandoned).doesNotExist();
    }

    @Test
    void an_installed_major_comes_first(@TempDir Path root) throws IOException {
        Path bin = Files.createDirectories(root.resolve("lib/postgresql/14/bin"));
        for (String program :
                List.of("postgres", "initdb", "pg_ctl", "pg_upgrade", "pg_dump", "pg_dumpall", "psql", "vacuumdb")) {
            Files.copy(Path.of("/bin/true"), bin.resolve(program));
        }

        PostgresMajors majors =
                new PostgresMajors(new UnpackedPackages(cache, Narrator.silent()), Narrator.silent(), List.of(root));

        assertThat(majors.bin(14)).isEqualTo(bin);
    }

    @Test
    void a_major_that_is_nowhere_is_refused_with_what_to_do() {
        Assertions.assertThatThrownBy(() ->
                        PostgresMajors.unpackedOnly(cache, Narrator.silent()).bin(14))
                .isInstanceOfSatisfying(SetupFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(LabErrors.NO_PACKAGES_HERE);
                    assertThat(failure.next()).contains("install PostgreSQL 14");
                });
    }

    private ChildJvm race(Path shared, String name) throws IOException {
        return ChildJvm.start(
                List.of("/usr/bin/env", "BELAY_CACHE=" + shared),
                System.getProperty("java.class.path"),
                cache.resolve(name + ".out"),
                PostgresMajors.class,
                "13");
    }

    private static String lastLine(ChildJvm jvm) {
        return jvm.output().strip().lines().reduce((first, second) -> second).orElse("");
    }
}
