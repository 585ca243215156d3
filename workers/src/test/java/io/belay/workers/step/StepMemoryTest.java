package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Masking;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StepMemoryTest {

    @TempDir
    private Path folder;

    @Test
    void launches_are_counted_here_and_one_too_many_is_refused() {
        memory(1).begin();

        assertThat(memory(1).refuseBeyond(1)).as("the same launch again").isEmpty();
        assertThat(memory(2).refuseBeyond(1)).hasValueSatisfying(refused -> {
            assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(refused.code()).isEqualTo("BLY-3107");
            assertThat(refused.summary()).contains("was launched 1 times on this host", "it was not launched again");
        });
        assertThat(memory(2).refuseBeyond(2)).isEmpty();
        assertThat(memory(2).refuseBeyond(0))
                .as("an engine from before does not say")
                .isEmpty();
    }

    @Test
    void an_epoch_in_which_nothing_began_is_no_launch() {
        memory(2).begin();

        assertThat(memory(4).refuseBeyond(2)).isEmpty();
    }

    @Test
    void what_can_be_told_of_a_step_without_looking_at_what_it_works_on() {
        assertThat(Inspection.of(context(1)).outcome()).isEqualTo(Outcome.NOT_STARTED);

        memory(1).begin();
        assertThat(Inspection.of(context(1)).facts()).containsEntry(Found.FACT, "failed_dirty");
        assertThat(Inspection.ofReading(context(1)).facts()).containsEntry(Found.FACT, "failed_clean");
        assertThat(Inspection.of(context(1), known -> new Found.Unknown("no server answers"))
                        .outcome())
                .isEqualTo(Outcome.UNCLEAR);
    }

    private StepMemory memory(int epoch) {
        return new StepMemory(context(epoch));
    }

    private StepContext context(int epoch) {
        StepRequest request = new StepRequest(
                new RunReference("r1", false, "db1/orders", "p", "", ""),
                "upgrade",
                "pg_upgrade",
                epoch,
                1,
                17,
                "{}",
                "");
        return new StepContext(
                request,
                null,
                null,
                null,
                null,
                new RunFolder(folder),
                null,
                folder,
                null,
                new JournalLauncher(folder.resolve("journal"), Masking.none(), Clock.systemUTC()),
                null,
                null);
    }
}
