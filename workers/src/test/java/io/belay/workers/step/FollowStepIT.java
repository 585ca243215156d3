package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.posix.Signal;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.Names;
import io.belay.workers.step.StepLab.Noted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Candidates that were upgraded from 13 to 17 for real while clients wrote, and then follow: a run for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowStepIT {

    private OnlineBed bed;
    private String run = "";
    private Names names;
    private int runs;

    @BeforeAll
    void open() throws IOException {
        bed = new OnlineBed();
        bed.lab().sql("app1", "CREATE EXTENSION pg_buffercache SCHEMA public");
    }

    @BeforeEach
    void build(TestInfo test) {
        run = "follow-" + ++runs;
        names = Names.ofRun(run);
        bed.budget("10m", "2GiB");
        bed.lab().target(newData(), OnlineBed.PORT);
        bed.lab().onCheck(shown -> {});
        bed.writers.start(bed.lab().live());
        bed.built(run);
    }

    @AfterEach
    void remove() {
        bed.lab().onCheck(shown -> {});
        bed.writers.stop();
        bed.removed(run);
        assertThat(bed.leftOnLive()).isEmpty();
        assertThat(newRoot()).doesNotExist();
        assertThat(ServerControl.servedBy(newData())).isEmpty();
    }

    @AfterAll
    void close() throws IOException {
        if (bed != null) {
            bed.close();
        }
    }

    @Test
    void it_catches_up_while_clients_write_survives_a_crash_and_is_undone() throws IOException {
        StepResult result = follow(1);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts())
                .containsEntry("follows", "yes")
                .containsEntry("data_directory", newData().toString());
        assertThat(Files.readString(newData().resolve("postgresql.conf")))
                .contains("wal_retrieve_retry_interval = '500ms'")
                .endsWith("include 'belay.conf'\n");
        assertThat(Files.readString(newData().resolve("belay.conf"))).contains("archive_command = 'true'");
        assertThatThrownBy(() -> bed.freshAs("stranger").open("app1").close())
                .isInstanceOf(PostgresFailure.class)
                .hasMessageContaining("pg_hba.conf");
        assertOnlyListedIsSent();
        assertWarmed();

        Signal.KILL.sendTo(ServerControl.servedBy(newData()).orElseThrow());
        await().until(() -> ServerControl.servedBy(newData()).isEmpty());
        assertThat(follow(2).outcome()).isEqualTo(Outcome.SUCCEEDED);
        bed.writers.stop();
        assertAlike();

        StepResult undone = step().undo(context(3));
        assertThat(undone.outcome()).as(undone.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(undone.facts()).isEmpty();
        assertThat(newRoot()).doesNotExist();
        assertThat(bed.lab().place().candidate(run).path()).isDirectory();
        assertThat(step().undo(context(3)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(follow(4).facts()).containsEntry("follows", "no");
    }

    /** With and without the extension on live; and nothing is made on either side. */
    private void assertWarmed() {
        String before = objects();
        for (String from : List.of("live_cache", "statistics")) {
            StepResult warm = new WarmUpStep()
                    .run(bed.lab()
                            .context(
                                    run,
                                    "warm_up",
                                    1,
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("from", from)
                                            .put("up_to", "50%")));
            assertThat(warm.outcome()).as(warm.toString()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(warm.facts()).containsEntry("from", from).doesNotContainKey("note");
            assertThat(Long.parseLong(warm.facts().getOrDefault("loaded_bytes", "0")))
                    .isBetween(100_000L, 8L << 20);
        }
        assertThat(objects()).isEqualTo(before);
    }

    private String objects() {
        try (Session session = bed.fresh().open("app1")) {
            return session.query(
                            "SELECT (SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_catalog.pg_extension)"
                                    + " || ' ' || (SELECT count(*) FROM pg_catalog.pg_proc) AS objects")
                    .get(0)
                    .text("objects");
        }
    }

    /** Invariant I1. */
    private void assertOnlyListedIsSent() throws IOException {
        var listed = new ArrayList<>(FollowStep.statements(names));
        listed.addAll(PublishStep.statementsOfChecks());
        listed.addAll(JdbcServer.statements("postgres"));
        for (Noted one : bed.lab().noted(run, "follow")) {
            if (one.where().startsWith("live ")) {
                assertThat(listed)
                        .as(one.toString())
                        .anyMatch(statement -> statement.sql().equals(one.sql()));
            }
        }
    }

    @Test
    void an_attempt_goes_on_behind_each_part_of_a_killed_one() {
        // Behind the new name.
        FollowerPlace place = new FollowerPlace(context(1));
        new StepMemory(context(1)).begin();
        place.give(place.settle());
        assertThat(newData().resolve("PG_VERSION")).hasContent("17");
        assertThat(step().inspect(context(1)).facts()).containsEntry(Found.FACT, "failed_clean");

        // Behind the dress and the start, before anything is subscribed.
        bed.lab().onCheck(shown -> {
            throw new IllegalStateException("let go: " + shown);
        });
        assertThatThrownBy(() -> follow(2)).hasMessageContaining("let go: starting");
        assertThat(place.known().orElseThrow().dressed()).isTrue();
        assertThat(subscriptions()).isZero();

        // Behind the subscriptions, while it catches up.
        int[] left = {2};
        bed.lab().onCheck(shown -> {
            if (--left[0] < 0) {
                throw new IllegalStateException("let go");
            }
        });
        assertThatThrownBy(() -> follow(3)).hasMessageContaining("let go");
        assertThat(place.known().orElseThrow().subscribed()).isTrue();
        new StepMemory(context(3)).begin();
        assertThat(step().inspect(context(3)).facts())
                .containsEntry(Found.FACT, "failed_clean")
                .doesNotContainKey("follows");

        bed.lab().onCheck(shown -> {});
        StepResult result = follow(4);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        bed.writers.stop();
        assertAlike();
    }

    @Test
    void a_change_of_lives_schema_is_told_by_name_and_following_goes_on_once_new_has_it() {
        bed.budget("12s", "2GiB");
        List<String> seen = new ArrayList<>();
        bed.lab().onCheck(seen::add);
        bed.lab().sql("app1", "ALTER TABLE public.ack ADD COLUMN extra int");
        try {
            StepResult result = follow(1);

            assertThat(result.code()).as(result.toString()).isEqualTo(FollowErrors.HINDERED.text());
            assertThat(result.summary()).contains("\"extra\" of \"public\".\"ack\"");
            assertThat(result.remedy()).contains("ADD COLUMN");
            assertThat(result.facts()).containsEntry("follows", "yes");
            assertThat(seen).anyMatch(shown -> shown.contains("\"extra\""));

            onNew("app1", "ALTER TABLE public.ack ADD COLUMN extra int");
            bed.budget("10m", "2GiB");
            StepResult again = follow(2);
            assertThat(again.outcome()).as(again.toString()).isEqualTo(Outcome.SUCCEEDED);
            bed.writers.stop();
            assertAlike();
        } finally {
            bed.lab().sql("app1", "ALTER TABLE public.ack DROP COLUMN IF EXISTS extra");
        }
    }

    @Test
    void a_slot_that_is_gone_and_a_limit_that_is_passed_end_it_for_good() {
        bed.budget("10m", "2GiB");
        assertThat(follow(1).outcome()).isEqualTo(Outcome.SUCCEEDED);
        LivePublication publication = new LivePublication(context(2));
        List<String> databases = publication.kept().orElseThrow().databases();
        publication.keep(databases, 0);

        StepResult limited = follow(2);

        assertThat(limited.code()).as(limited.toString()).isEqualTo(FollowErrors.PAST_WAL_LIMIT.text());
        assertThat(limited.facts()).containsEntry("follows", "no");
        publication.keep(databases, 1L << 40);
        bed.lab()
                .host()
                .run(
                        bed.lab().installation(17).program("pg_ctl").toString(),
                        "stop",
                        "-D",
                        newData().toString(),
                        "-m",
                        "fast",
                        "-w");
        String slot = names.slot(publication.kept().orElseThrow().way(), "app2");
        try (Session live = bed.lab().live().open("app2")) {
            live.query("SELECT pg_drop_replication_slot(?)::text AS dropped", slot);
        }

        StepResult lost = follow(3);

        assertThat(lost.code()).as(lost.toString()).isEqualTo(FollowErrors.CANNOT_FOLLOW.text());
        assertThat(lost.summary()).contains(slot);
        assertThat(lost.facts()).containsEntry("follows", "no");
    }

    @Test
    void without_a_port_of_its_own_or_a_candidate_nothing_begins() {
        bed.lab().target(newData(), 5433);
        StepResult same = step().probe(context(1));
        assertThat(same.code()).isEqualTo(FollowErrors.NO_PORT_OF_ITS_OWN.text());
        bed.lab().target(newData(), OnlineBed.PORT);
        new CandidateCare(context(1)).drop();

        StepResult gone = follow(1);

        assertThat(gone.code()).isEqualTo(FollowErrors.FOLLOWER_GONE.text());
        assertThat(gone.facts()).containsEntry("follows", "no");
    }

    private void assertAlike() {
        Marker marker = new Marker(names);
        for (String database : OnlineBed.DATABASES) {
            try (Session from = bed.lab().live().open(database);
                    Session to = bed.fresh().open(database)) {
                marker.await(to, marker.write(from), Duration.ofMinutes(1));
            }
        }
        assertThat(bed.writers.missing(bed.fresh())).isZero();
        assertThat(OnlineBed.contents(bed.fresh()))
                .isEqualTo(OnlineBed.contents(bed.lab().live()));
    }

    private long subscriptions() {
        try (Session session = bed.fresh().open("app1")) {
            return session.query("SELECT count(*) AS found FROM pg_catalog.pg_subscription")
                    .get(0)
                    .number("found");
        }
    }

    private void onNew(String database, String statement) {
        try (Session session = bed.fresh().open(database)) {
            session.execute(statement);
        }
    }

    private StepResult follow(int epoch) {
        return step().run(context(epoch));
    }

    private static FollowStep step() {
        return new FollowStep(Clock.systemUTC());
    }

    private StepContext context(int epoch) {
        return bed.context(run, "follow", epoch);
    }

    private Path newRoot() {
        return bed.lab().mount().resolve("new");
    }

    private Path newData() {
        return newRoot().resolve("data");
    }
}
