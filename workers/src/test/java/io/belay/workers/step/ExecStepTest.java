package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.HostProgram.ListedArguments;
import io.belay.workers.process.Launcher.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, launched as the worker launches them. */
class ExecStepTest {

    private static final String OUTSIDE = "{program: 'it', effects: 'outside', undo: 'none'}";
    private static final String WITH_UNDO = "{program: 'it', effects: 'outside', undo: {program: 'back'}}";

    @TempDir
    private Path folder;

    private StepBed bed;
    private final HostStep step = new ExecStep();

    @BeforeEach
    void makeBed() {
        bed = new StepBed(folder);
    }

    @Test
    void a_program_gets_its_arguments_as_a_list_and_its_environment_by_name() throws IOException {
        bed.program(
                "it", "none", "printf '%s|' \"$@\" > $FOLDER/seen", "env | sort > $FOLDER/env", "echo token $TOKEN");

        StepResult result = run("{program: 'it', arguments: ['a b', '$(id)', ''], effects: 'none'}");

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("exit_code", "0").containsEntry("adopted", "false");
        assertThat(folder.resolve("seen")).hasContent("a b|$(id)||");
        assertThat(Files.readAllLines(folder.resolve("env")))
                .contains(
                        "BELAY_RUN=r1",
                        "BELAY_KEY=r1/it/1",
                        "BELAY_CLUSTER=db1/orders",
                        "BELAY_REHEARSAL=false",
                        "TOKEN=" + StepBed.SECRET)
                .noneMatch(line -> line.startsWith("JAVA") || line.startsWith("USER="));
    }

    @Test
    void what_it_prints_is_kept_with_its_secrets_masked() throws IOException {
        bed.program("it", "none", "echo token $TOKEN");

        run("{program: 'it', effects: 'none'}");

        try (Stream<Path> kept = Files.walk(bed.evidence("r1"))) {
            assertThat(kept.filter(Files::isRegularFile))
                    .anySatisfy(file -> assertThat(file).content().contains("token *****"))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain(StepBed.SECRET));
        }
    }

    @Test
    void an_exit_code_that_is_not_zero_is_a_proven_failure_with_the_last_words() {
        bed.program("it", "none", "echo one", "echo two", "exit 7");

        StepResult result = run("{program: 'it', effects: 'none'}");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3512");
        assertThat(result.summary()).contains("exit code 7: two", "live is untouched");
    }

    @Test
    void all_that_is_wrong_with_the_programs_of_a_step_is_said_at_once_and_nothing_runs() throws IOException {
        Path it = bed.program(
                "it", new ListedArguments(List.of(List.of("--check"))), Set.of("none"), "touch $FOLDER/ran");
        Files.writeString(it, "# changed\n", StandardOpenOption.APPEND);
        Files.setPosixFilePermissions(it, PosixFilePermissions.fromString("rw-rw-rw-"));
        bed.secret("");

        StepResult result =
                run("{program: 'it', arguments: ['--all'], effects: 'outside', undo: {program: 'none-such'}}");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-3510");
        assertThat(result.findings())
                .extracting(FindingReport::statement)
                .anyMatch(text -> text.contains("not for `outside`"))
                .anyMatch(text -> text.contains("does not allow these arguments"))
                .anyMatch(text -> text.contains("is not executable"))
                .anyMatch(text -> text.contains("can be written by others"))
                .anyMatch(text -> text.contains("has another content"))
                .anyMatch(text -> text.contains("the secret for `TOKEN`"))
                .anyMatch(text -> text.contains("knows no program `none-such`"));
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_worker_that_dies_meanwhile_loses_nothing_and_starts_nothing_twice() throws IOException {
        waiting("outside");
        detach(OUTSIDE);

        assertThat(step.inspect(context(1, OUTSIDE)).summary()).contains("still runs");
        Files.createFile(folder.resolve("go"));
        StepResult result = run(OUTSIDE);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("adopted", "true");
        assertThat(run(OUTSIDE).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(folder.resolve("began")).hasContent("once");
    }

    @Test
    void a_program_exchanged_while_it_runs_is_followed_all_the_same() throws IOException {
        Path it = waiting("none");
        detach("{program: 'it', effects: 'none'}");
        Files.delete(it);
        Files.createFile(folder.resolve("go"));

        assertThat(run("{program: 'it', effects: 'none'}").outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void one_that_changes_nothing_outside_is_ended_at_its_timeout() {
        waiting("none");
        bed.timeout("1ms");

        StepResult result = run("{program: 'it', effects: 'none'}");

        assertThat(result.code()).isEqualTo("BLY-3513");
        assertThat(context(1, OUTSIDE)
                        .launcher()
                        .look(context(1, OUTSIDE).launch(Programs.EXEC))
                        .state())
                .isEqualTo(State.ENDED);
    }

    @Test
    void one_that_reaches_outside_and_vanished_is_a_person_s_affair_unless_it_can_be_taken_back() throws IOException {
        bed.program("back", "outside", "exit 0");
        waiting("outside");
        detach(OUTSIDE);
        vanish();

        assertThat(step.inspect(context(1, OUTSIDE)).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(step.inspect(context(1, WITH_UNDO)).code()).isEqualTo("BLY-3501");
    }

    @Test
    void a_signal_tells_nobody_how_far_it_came_outside() {
        bed.program("it", "outside", "kill -9 $$");

        assertThat(run(OUTSIDE).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(step.inspect(context(1, OUTSIDE)).outcome()).isEqualTo(Outcome.UNCLEAR);
    }

    @Test
    void an_undo_that_failed_is_started_once_more_and_one_that_succeeded_is_not() throws IOException {
        bed.program("it", "outside", "exit 0");
        bed.program("back", "outside", "echo try >> $FOLDER/tries", "test -e $FOLDER/go");
        run(WITH_UNDO);

        StepResult first = step.undo(context(1, WITH_UNDO));
        Files.createFile(folder.resolve("go"));
        StepResult second = step.undo(context(1, WITH_UNDO));
        StepResult third = step.undo(context(1, WITH_UNDO));

        assertThat(first.code()).isEqualTo("BLY-3514");
        assertThat(second.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(third.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(2);
    }

    @Test
    void nothing_is_taken_back_of_what_never_began_and_what_still_runs_is_ended_first() throws IOException {
        bed.program("back", "outside", "echo back > $FOLDER/back-ran");
        waiting("outside");

        assertThat(step.undo(context(1, WITH_UNDO)).summary()).contains("never started");
        assertThat(folder.resolve("back-ran")).doesNotExist();
        detach(WITH_UNDO);
        assertThat(step.undo(context(1, WITH_UNDO)).outcome()).isEqualTo(Outcome.SUCCEEDED);

        assertThat(folder.resolve("back-ran")).exists();
        assertThat(step.inspect(context(1, WITH_UNDO)).outcome()).isEqualTo(Outcome.FAILED);
    }

    /** Notes that it began, and goes on until it is told. */
    private Path waiting(String effects) {
        return bed.program(
                "it",
                new HostProgram.NoArguments(),
                Set.of(effects),
                "echo once >> $FOLDER/began",
                "while ! test -e $FOLDER/go; do sleep 0.05; done");
    }

    /** An attempt whose worker ends while the program runs. */
    private void detach(String with) {
        bed.onCheck(() -> {
            if (Files.exists(folder.resolve("began"))) {
                throw new IllegalStateException("the worker ends");
            }
        });
        assertThatThrownBy(() -> run(with)).hasMessage("the worker ends");
        bed.onCheck(() -> {});
    }

    /** As by a restart of the host: program and wrapper are gone, without an exit code. */
    private void vanish() throws IOException {
        Path started = bed.journal().resolve("r1/it/1/exec/started");
        for (String field : List.of("wrapper=", "pid=")) {
            long pid = Files.readAllLines(started).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.substring(field.length())))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        StepContext context = context(1, OUTSIDE);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        context.launcher().look(context.launch(Programs.EXEC)).state() == State.LOST);
    }

    private StepResult run(String with) {
        return step.run(context(1, with));
    }

    private StepContext context(int epoch, String with) {
        return bed.context("exec", epoch, json(with));
    }

    /** Plans' own shorthand, so that a test can be read. */
    private static String json(String flow) {
        return flow.replaceAll("([a-z]+): ", "\"$1\": ").replace('\'', '"');
    }
}
