package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.ObservedRun;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Narrator;
import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The standing order for a cluster, carried out by Temporal's schedule, the engine and a worker in processes of their own. */
class GuardIT {

    private static final Duration SNAPSHOT = Duration.ofMinutes(2);
    private static final Duration REHEARSAL = Duration.ofMinutes(6);
    private static final int KEEP = 2;

    @BeforeEach
    void needs() {
        TourProcess.assumeItCanRunHere();
    }

    @Test
    void a_guard_takes_snapshots_prunes_them_by_count_and_rehearses_the_plan_on_them() throws IOException {
        try (Lab lab = Lab.open(LabWish.usual().withoutTemporal().withoutPooler(), Narrator.silent());
                DevProcess dev = DevProcess.start(lab, false);
                EngineClient engine = EngineClient.connect(Connection.plain(dev.temporal()))) {
            String cluster = lab.clusterReference();
            engine.guard(guardedPlan(lab), KEEP);

            String first = takenBySchedule(engine, cluster);
            awaitRehearsalOf(first, engine, cluster);
            String second = takenBySchedule(engine, cluster);
            awaitRehearsalOf(second, engine, cluster);
            String third = takenBySchedule(engine, cluster);

            await().atMost(SNAPSHOT)
                    .untilAsserted(() -> assertThat(ids(engine, cluster)).containsExactly(second, third));
            awaitRehearsalOf(third, engine, cluster);
            await().atMost(SNAPSHOT)
                    .untilAsserted(() -> assertThat(engine.ledger(cluster)).hasValueSatisfying(reading -> {
                        assertThat(reading.brief().lastSnapshot()).isEqualTo(third);
                        assertThat(reading.brief().failing()).isEmpty();
                        assertThat(reading.brief().steps())
                                .extracting("step")
                                .contains("pg_upgrade", "verify", "verify (quick)");
                    }));
            assertThat(engine.unguard(cluster)).isTrue();
            assertThat(engine.guardOf(cluster)).isEmpty();
            assertThat(ids(engine, cluster)).containsExactly(second, third);
        }
    }

    /** As the clock would do it an hour later. */
    private static String takenBySchedule(EngineClient engine, String cluster) {
        List<String> before = ids(engine, cluster);
        engine.triggerGuard(cluster);
        await().atMost(SNAPSHOT).until(() -> ids(engine, cluster).stream().anyMatch(id -> !before.contains(id)));
        return ids(engine, cluster).stream()
                .filter(id -> !before.contains(id))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitRehearsalOf(String snapshot, EngineClient engine, String cluster) {
        await().atMost(REHEARSAL)
                .until(() -> engine.runs(cluster, 10).stream()
                        .filter(run -> run.status().snapshot().equals(snapshot))
                        .anyMatch(run -> !run.isOpen()));
        assertThat(engine.runs(cluster, 10).stream()
                        .map(ObservedRun::status)
                        .filter(status -> status.snapshot().equals(snapshot)))
                .allSatisfy(status -> assertThat(status.phase()).isEqualTo("COMPLETED"));
    }

    private static List<String> ids(EngineClient engine, String cluster) {
        return engine.snapshots(cluster).stream().map(SnapshotReport::id).toList();
    }

    private static String guardedPlan(Lab lab) throws IOException {
        String text = Files.readString(lab.planFile())
                .replace("steps:", "snapshots: {every: 1h}\nrehearse: {quick: every_snapshot}\nsteps:");
        Path plan = Files.writeString(lab.work().resolve("guarded.plan.yaml"), text);
        return PlanFile.read(plan, Map.of()).canonical().orElseThrow();
    }
}
