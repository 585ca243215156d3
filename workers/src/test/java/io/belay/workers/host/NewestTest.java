package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.workers.process.AttemptFence;
import io.belay.workers.process.Fenced;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestTest {

    @TempDir
    private Path journal;

    private Newest newest = new Newest(new AttemptFence(Path.of("/")));

    @BeforeEach
    void begin() {
        newest = new Newest(new AttemptFence(journal));
    }

    @Test
    void a_later_attempt_of_the_same_activity_shuts_out_the_earlier_one() {
        Newest.Admitted early = admit(1, "run", "a", 1);
        admit(1, "run", "a", 2).requireCurrent();

        assertThatThrownBy(early::requireCurrent).isInstanceOf(Fenced.class);
        assertThatThrownBy(() -> admit(1, "run", "a", 1)).isInstanceOf(Fenced.class);
    }

    @Test
    void a_later_epoch_shuts_out_all_attempts_of_an_earlier_one_whatever_their_number() {
        Newest.Admitted early = admit(1, "run", "a", 7);
        admit(2, "run", "b", 1).requireCurrent();

        assertThatThrownBy(early::requireCurrent).isInstanceOf(Fenced.class).hasMessageContaining("epoch 2");
        assertThatThrownBy(() -> admit(1, "run", "c", 1)).isInstanceOf(Fenced.class);
    }

    @Test
    void an_undo_shuts_out_the_run_of_its_epoch_and_may_be_asked_for_again() {
        Newest.Admitted run = admit(1, "run", "a", 1);
        admit(1, "undo", "b", 1);

        assertThatThrownBy(run::requireCurrent).isInstanceOf(Fenced.class);
        assertThatCode(() -> admit(1, "undo", "c", 1).requireCurrent()).doesNotThrowAnyException();
        assertThatCode(() -> admit(2, "run", "d", 1).requireCurrent()).doesNotThrowAnyException();
    }

    @Test
    void a_step_that_is_asked_for_again_as_a_new_activity_of_its_epoch_is_no_late_one() {
        admit(1, "run", "a", 5);

        assertThatCode(() -> admit(1, "run", "b", 1).requireCurrent()).doesNotThrowAnyException();
    }

    private Newest.Admitted admit(int epoch, String verb, String activity, int attempt) {
        RunReference run = new RunReference("r1", false, "db1/orders", "p", "", "");
        return newest.admit(
                new StepRequest(run, "upgrade", "pg_upgrade", epoch, 1, 17, "{}", ""), verb, activity, attempt);
    }
}
