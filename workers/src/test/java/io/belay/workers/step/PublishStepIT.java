package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.preflight.PreflightErrors;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.ReplicationErrors;
import io.belay.workers.replication.Way;
import io.belay.workers.step.StepLab.Noted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishStepIT {

    private OnlineBed bed;
    private String run = "";
    private Names names;
    private int runs;

    @BeforeAll
    void open() throws IOException {
        bed = new OnlineBed();
    }

    @BeforeEach
    void begin() {
        run = "r20261122-140000-000" + ++runs;
        names = Names.ofRun(run);
    }

    @AfterEach
    void clean() {
        bed.plan("10m");
        bed.lab().onCheck(shown -> {});
        assertThat(undo().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @AfterAll
    void close() throws IOException {
        if (bed != null) {
            bed.close();
        }
    }

    @Test
    void live_publishes_all_its_databases_and_is_as_before_once_it_is_undone() throws IOException {
        assertThat(bed.leftOnLive()).isEmpty();

        StepResult result = run(1);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("databases", "app1 app2 postgres");
        assertThat(result.facts()).containsEntry("wal_limit_bytes", String.valueOf(2L << 30));
        assertThat(look().slots()).hasSize(3).allMatch(slot -> slot.isWhole(slot.database()));
        assertThat(look().published()).containsExactlyInAnyOrder("app1", "app2", "postgres");

        StepResult undone = undo();
        assertThat(undone.outcome()).as(undone.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertListed();
        assertThat(bed.leftOnLive()).isEmpty();
        assertThat(undo().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    /** Invariant I1: nothing is sent to live that is not listed. */
    private void assertListed() throws IOException {
        List<ListedStatement> listed = new ArrayList<>(PublishStep.statements(names));
        listed.addAll(PublishStep.statementsOfUndo(names));
        for (Noted one : bed.lab().noted(run, "publish")) {
            assertThat(listed)
                    .as(one.toString())
                    .anyMatch(statement -> statement.sql().equals(one.sql()));
        }
    }

    @Test
    void what_was_never_launched_is_undone_all_the_same() {
        assertThat(undo().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bed.leftOnLive()).isEmpty();
    }

    @Test
    void an_attempt_goes_on_where_a_killed_one_ended() {
        StepContext context = bed.context(run, "publish", 1);
        new StepMemory(context).begin();
        assertThat(new PublishStep().inspect(context).facts()).containsEntry(Found.FACT, "failed_clean");
        Way way = new LivePublication(context)
                .keep(bed.lab().live().databases(), 1L << 30)
                .way();
        new Publishing(bed.lab().live(), names).publish(way, List.of("app1"), Duration.ofSeconds(20));
        String first = look().slots().get(0).confirmed().orElseThrow().toString();
        assertThat(new PublishStep().inspect(context).facts()).containsEntry(Found.FACT, "failed_dirty");

        StepResult result = run(2);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(look().slots()).hasSize(3);
        assertThat(look().slots().get(0).confirmed().orElseThrow()).hasToString(first);
        assertThat(new PublishStep().inspect(context).facts()).containsEntry(Found.FACT, "succeeded");
        assertThat(result.facts()).containsEntry("wal_limit_bytes", String.valueOf(1L << 30));
    }

    @Test
    void a_publication_behind_one_that_was_undone_has_other_names() {
        run(1);
        String before = look().slots().get(0).name();
        undo();

        run(2);

        assertThat(look().slots()).noneMatch(slot -> slot.name().equals(before));
    }

    @Test
    void an_open_transaction_is_told_and_waited_for() {
        try (Session open = bed.lab().live().open("app2")) {
            open.execute("BEGIN");
            open.execute("INSERT INTO public.whole VALUES (1, 'open')");
            bed.plan("2s");
            Assertions.assertThatThrownBy(() -> run(1))
                    .isInstanceOfSatisfying(
                            ServerFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(ReplicationErrors.SLOT_BLOCKED))
                    .hasMessageContaining("in app2");
            bed.plan("4m");
            bed.lab().onCheck(shown -> {
                if (shown.contains("app2")) {
                    open.execute("ROLLBACK");
                    bed.lab().onCheck(anything -> {});
                }
            });

            StepResult result = run(2);

            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @Test
    void who_is_no_superuser_publishes_nothing() {
        bed.lab().sql("postgres", "CREATE ROLE weak LOGIN");
        try {
            StepContext as = bed.lab().contextOf(bed.lab().cluster("weak"), run, "", "publish", 1);

            StepResult result = new PublishStep().run(as);

            assertThat(result.code()).isEqualTo(FollowErrors.ROLE_TOO_WEAK.text());
            assertThat(bed.leftOnLive()).isEmpty();
        } finally {
            bed.lab().sql("postgres", "DROP ROLE weak");
        }
    }

    @Test
    void a_live_that_needs_a_restart_is_refused_in_preflights_words() throws IOException {
        bed.lab().restart("max_replication_slots = 3", "wal_level = replica");
        try {
            StepResult result = new PublishStep().prepare(bed.context(run, "publish", 1));

            assertThat(result.code()).isEqualTo(PreflightErrors.SETTING_NEEDS_RESTART.text());
            assertThat(result.findings())
                    .extracting(finding -> finding.object())
                    .contains("wal_level", "max_replication_slots");
            assertThat(run(1).code()).isEqualTo(result.code());
            assertThat(bed.leftOnLive()).isEmpty();
        } finally {
            bed.lab().restart("max_replication_slots = 20", "wal_level = logical");
        }
    }

    private StepResult run(int epoch) {
        return new PublishStep().run(bed.context(run, "publish", epoch));
    }

    private StepResult undo() {
        return new PublishStep().undo(bed.context(run, "publish", 1));
    }

    private Publishing.Published look() {
        return new Publishing(bed.lab().live(), names).look();
    }
}
