package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.evidence.EvidenceFailure;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.ProcessLost;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.StepContext;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FailuresTest {

    private final Failures failures =
            new Failures(text -> text.replace("hunter22", "********"), new Attempts(text -> text));
    private StepResult inspected = StepResult.notStarted();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private final HostStep step = new HostStep() {
        @Override
        public String kind() {
            return "clone";
        }

        @Override
        public StepResult run(StepContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StepResult inspect(StepContext context) {
            return inspected;
        }
    };

    @Test
    void a_failure_with_a_code_is_a_proven_one() {
        StepResult result = asResult(new ServerFailure(PostgresErrors.SERVER_NOT_STARTED, "did not start"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3303");
    }

    @Test
    void nothing_is_proven_while_a_program_of_the_step_runs() {
        inspected = StepResult.unclear("pg_upgrade still runs");

        assertThat(asResult(new ServerFailure(PostgresErrors.SERVER_NOT_STARTED, "did not start"))
                        .outcome())
                .isEqualTo(Outcome.UNCLEAR);
        assertThat(asResult(new NullPointerException("a bug")).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(asResult(new ProcessLost("vanished")).outcome()).isEqualTo(Outcome.UNCLEAR);
    }

    @Test
    void what_nobody_expected_is_belays_fault_and_never_repeated_for_ever() {
        StepResult result = asResult(new IllegalArgumentException("a bug"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3058");
    }

    @Test
    void a_lost_connection_is_the_environments_fault() {
        StepResult result = asResult(new PostgresFailure("connection refused", "08001", new RuntimeException()));

        assertThat(result.fault()).isEqualTo("ENVIRONMENT");
    }

    @Test
    void an_interrupted_attempt_lets_go_whatever_it_met() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> asResult(new ServerFailure(PostgresErrors.SERVER_NOT_STARTED, "interrupted")))
                .isInstanceOf(LetGo.class);
        assertThatThrownBy(() -> Failures.asResult(
                        context(), step, () -> StepResult.failed(PostgresErrors.INITDB_FAILED, "killed", "", Map.of())))
                .isInstanceOf(LetGo.class);
        assertThat(type(new LetGo("x"))).isEqualTo(Refusal.DETACHED);
    }

    @Test
    void a_full_state_disk_is_no_failure_of_the_step() {
        assertThatThrownBy(() -> asResult(new EvidenceFailure("no space left"))).isInstanceOf(EvidenceFailure.class);
        assertThat(type(new EvidenceFailure("no space left"))).isEqualTo(Refusal.STATE_STORE);
        assertThat(type(new CancellationException("interrupted"))).isEqualTo(Refusal.DETACHED);
    }

    @Test
    void requests_that_cannot_be_carried_out_are_not_repeated_and_keep_their_code() {
        ApplicationFailure failure = translated(new StorageFailure(StorageErrors.NO_SNAPSHOT, "no such snapshot"));

        assertThat(failure.getType()).isEqualTo(Refusal.BAD_REQUEST);
        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(failure.getDetails().get(0, String.class)).isEqualTo("BLY-3212");
    }

    @Test
    void a_cancel_by_a_person_is_a_cancel() {
        assertThatThrownBy(() -> failures.translated(() -> {
                    throw new CancelledByOperator("aborted");
                }))
                .isInstanceOf(CanceledFailure.class);
    }

    @Test
    void each_exception_has_one_meaning_and_only_some_say_anything_of_the_step() {
        assertThat(Meaning.of(new ProcessLost("gone"))).isEqualTo(new Meaning.Indeterminate());
        assertThat(Meaning.of(new ServerFailure(PostgresErrors.SERVER_NOT_STARTED, "x")))
                .isEqualTo(new Meaning.Definite(PostgresErrors.SERVER_NOT_STARTED));
        assertThat(Meaning.of(new IllegalStateException("a bug"))).isInstanceOf(Meaning.OfTheStep.class);
        assertThat(Meaning.of(new EvidenceFailure("full"))).isEqualTo(new Meaning.StateStore());
        assertThat(Meaning.of(new LetGo("drains"))).isEqualTo(new Meaning.Detached());
        assertThat(Meaning.of(new CancelledByOperator("enough"))).isNotInstanceOf(Meaning.OfTheStep.class);
        assertThat(Meaning.of(new HostRefusal(HostErrors.NOT_ALLOWED, Refusal.NOT_ALLOWED, "no")))
                .isEqualTo(new Meaning.Refused(HostErrors.NOT_ALLOWED, Refusal.NOT_ALLOWED));
        StorageFailure asked = new StorageFailure(StorageErrors.NO_SNAPSHOT, "no such snapshot");
        assertThat(Meaning.of(asked)).as("in a step").isEqualTo(new Meaning.Definite(StorageErrors.NO_SNAPSHOT));
        assertThat(Meaning.ofRequest(asked))
                .as("of a request")
                .isEqualTo(new Meaning.Refused(StorageErrors.NO_SNAPSHOT, Refusal.BAD_REQUEST));
    }

    @Test
    void no_secret_leaves_with_a_message_or_a_result() {
        assertThat(translated(new StorageFailure(StorageErrors.STORE, "said hunter22"))
                        .getOriginalMessage())
                .isEqualTo("said ********");
        FindingReport finding =
                new FindingReport("BLY-2013", "blocker", "hunter22", "hunter22", "hunter22", "hunter22");
        StepResult result = StepResult.failed(
                        StorageErrors.STORE, "hunter22" + "x".repeat(600), "hunter22", Map.of("log", "hunter22"))
                .withFindings(Collections.nCopies(60, finding));

        StepResult outgoing = Outgoing.of(result, text -> text.replace("hunter22", "***"));

        assertThat(outgoing.toString()).doesNotContain("hunter22");
        assertThat(outgoing.summary()).hasSize(500);
        assertThat(outgoing.findings()).hasSize(50);
        assertThat(outgoing.facts()).containsEntry("findings_left_out", "10");
    }

    private StepResult asResult(RuntimeException failure) {
        return Failures.asResult(context(), step, () -> {
            throw failure;
        });
    }

    private String type(RuntimeException failure) {
        return translated(failure).getType();
    }

    private ApplicationFailure translated(RuntimeException failure) {
        return catchThrowableOfType(
                ApplicationFailure.class,
                () -> failures.translated(() -> {
                    throw failure;
                }));
    }

    /** Only names are asked of it here. */
    private static StepContext context() {
        StepRequest request = new StepRequest(
                new RunReference("r1", true, "db1/orders", "p", "", ""), "clone", "clone", 1, 1, 17, "{}", "");
        return new StepContext(request, null, null, null, null, null, null, Path.of("/"), null, null, null, null);
    }
}
