package io.belay.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalProgramTest {

    @TempDir
    Path folder;

    @Test
    void the_program_that_the_user_names_comes_first() throws IOException {
        Path named = Files.copy(Path.of("/bin/true"), folder.resolve("mine"));

        assertThat(find(Map.of("BELAY_TEMPORAL", named.toString(), "PATH", "/usr/bin")))
                .isEqualTo(named);
    }

    @Test
    void a_named_program_that_is_not_there_is_refused_and_nothing_is_fetched() {
        assertThatThrownBy(() ->
                        find(Map.of("BELAY_TEMPORAL", folder.resolve("none").toString())))
                .isInstanceOfSatisfying(SetupFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(DevErrors.NO_TEMPORAL_PROGRAM);
                    assertThat(failure.what()).contains("none");
                    assertThat(failure.next()).contains("BELAY_TEMPORAL");
                });
    }

    @Test
    void the_search_path_comes_before_the_cache() throws IOException {
        Path onPath = Files.copy(Path.of("/bin/true"), folder.resolve("temporal"));
        Path kept = Files.createDirectories(folder.resolve("cache/temporal/" + TemporalProgram.VERSION));
        Files.copy(Path.of("/bin/true"), kept.resolve("temporal"));

        assertThat(find(Map.of("PATH", "/nowhere:" + folder))).isEqualTo(onPath);
        assertThat(find(Map.of("PATH", "/nowhere"))).isEqualTo(kept.resolve("temporal"));
    }

    private Path find(Map<String, String> environment) {
        return new TemporalProgram(folder.resolve("cache"), environment, sentence -> {}).find();
    }
}
