package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.activity.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    private Path temporary;

    private RunFolder folder;

    @BeforeEach
    void open() {
        folder = new RunFolder(temporary.resolve("r1"));
    }

    @Test
    void a_result_comes_back_as_it_was_kept_and_only_the_worker_may_read_it() throws IOException {
        StepResult result = StepResult.succeeded("done", Map.of("seconds", "3"));

        folder.write("clone/1/run", result);

        assertThat(folder.read("clone/1/run", StepResult.class)).contains(result);
        assertThat(folder.read("clone/2/run", StepResult.class)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("r1/clone/1"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(temporary.resolve("r1/clone/1/run.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void what_is_there_and_cannot_be_read_is_never_taken_for_absent() throws IOException {
        folder.write("candidate", "x");
        Files.writeString(temporary.resolve("r1/candidate.json"), "{ torn");

        assertThatThrownBy(() -> folder.read("candidate", CandidateRecord.class))
                .isInstanceOf(StateNotKept.class);
    }

    @Test
    void a_disk_that_refuses_is_told_apart_from_everything_else() throws IOException {
        Files.writeString(temporary.resolve("r1"), "a file where the folder should be");

        assertThatThrownBy(() -> folder.write("snapshot", "s")).isInstanceOf(StateNotKept.class);
    }

    @Test
    void forgetting_twice_is_forgetting_once() {
        folder.write("snapshot", "s");

        folder.forget("snapshot");
        folder.forget("snapshot");

        assertThat(folder.read("snapshot", String.class)).isEmpty();
        assertThat(folder.names()).isEmpty();
    }

    @Test
    void each_taking_back_is_counted_from_nought() {
        assertThat(Generation.of(folder)).isZero();

        Generation.next(folder);
        Generation.next(folder);

        assertThat(Generation.of(folder)).isEqualTo(2);
    }
}
