package io.belay.web.http;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.client.ObservedRun.StepDetail;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.Problem;
import io.belay.engine.run.RunStatus.Promotion;
import io.belay.engine.run.RunStatus.StepLine;
import io.belay.web.live.StatusSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story of one failing and one running rehearsal; can be made silent. */
final class FakeSource implements StatusSource {

    static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");
    static final String HOSTILE = "<script>alert('x')</script>\" onload=\"x\u202e\u001b[31m";
    private static final String S2 = "20261121t110000-1a2b";
    private static final String S3 = "20261121t120000-3c4d";

    volatile boolean silent;
    volatile boolean workerSilent;
    String planName = "orders-13-to-17";

    @Override
    public List<ObservedRun> runs(int limit) {
        check();
        return List.of(running(), failed(), waiting(), promoted());
    }

    @Override
    public Optional<ObservedRun> run(String id) {
        check();
        return runs(9).stream().filter(run -> run.status().run().equals(id)).findFirst();
    }

    @Override
    public Optional<LedgerBrief> ledger(String cluster) {
        check();
        return cluster.equals("db1/orders")
                ? Optional.of(new LedgerBrief(
                        cluster,
                        S3,
                        NOW.toString(),
                        List.of(new FailingSince(
                                "pg_upgrade",
                                "BLY-3501",
                                S2,
                                S3,
                                "the schema of database orders could not be restored",
                                "view ops.databases",
                                planName)),
                        List.of(new LedgerBrief.Well(planName, "clone", S3, "", 1840)),
                        0))
                : Optional.empty();
    }

    @Override
    public List<SnapshotReport> snapshots(String cluster) {
        check();
        if (workerSilent) {
            throw new IllegalStateException("no worker answers for host db1");
        }
        return List.of(
                snapshot(S2, "2026-11-21T11:00:00Z", List.of()),
                snapshot(S3, "2026-11-21T12:00:00Z", List.of("run r-7f3a")));
    }

    private void check() {
        if (silent) {
            throw new IllegalStateException("Temporal does not answer at 127.0.0.1:7233");
        }
    }

    private ObservedRun running() {
        return run(
                "r-8b01",
                "APPLYING",
                Problem.NONE,
                List.of(
                        step("preflight", "DONE", 2100),
                        step("snapshot", "DONE", 24),
                        step("clone", "DONE", 1840),
                        new StepLine(
                                "pg_upgrade",
                                "RUNNING",
                                0,
                                1,
                                NOW.minusMillis(3100).toString(),
                                ""),
                        step("extensions", "PENDING", 0),
                        step("analyze", "PENDING", 0),
                        new StepLine("approve", "SKIPPED", 0, 0, "", "a rehearsal waits for nobody"),
                        step("verify", "PENDING", 0)),
                List.of(),
                List.of("Performing Consistency Checks", "Checking cluster versions   ok", HOSTILE));
    }

    private ObservedRun failed() {
        return run(
                "r-7f3a",
                "FAILED",
                new Problem(
                        "pg_upgrade",
                        "BLY-3501",
                        "SNAPSHOT",
                        "the schema of database orders could not be restored",
                        "CREATE OR REPLACE VIEW ops.databases AS SELECT datname FROM pg_database;",
                        "orders: view ops.databases"),
                List.of(
                        step("preflight", "DONE", 2100),
                        step("snapshot", "DONE", 24),
                        step("clone", "DONE", 1840),
                        step("pg_upgrade", "FAILED", 6200),
                        step("extensions", "PENDING", 0)),
                List.of(new StepDetail(
                        "preflight",
                        "preflight",
                        3,
                        Optional.of(StepResult.succeeded("1 finding, none of them a blocker", Map.of())
                                .withFindings(List.of(new FindingReport(
                                        "BLY-2104",
                                        "warning",
                                        "orders: extension pg_stat_statements",
                                        "1.8 is installed, 17 brings 1.11",
                                        "ALTER EXTENSION pg_stat_statements UPDATE;",
                                        "")))))),
                List.of("Restoring database schemas in the new cluster", "*failure*"));
    }

    /** An upgrade that waits for people. */
    private static ObservedRun waiting() {
        return upgrade(
                "r-5c10",
                "change-board to approve since 2026-11-21T12:20:00Z; an approval expires 3d after it is given",
                true,
                "live serves on, untouched; the candidate is built beside it",
                "belay approve r-5c10 approve",
                Promotion.NONE,
                step("analyze", "DONE", 2100),
                new StepLine("approve", "WAITING", 600_000, 0, "2026-11-21T12:20:00Z", ""),
                step("promote", "PENDING", 0));
    }

    /** An upgrade behind its crossing that keeps old live for its time. */
    private static ObservedRun promoted() {
        return upgrade(
                "r-6d21",
                "2026-12-05T12:29:50Z: until then old live is kept, then it waits for `belay retire r-6d21`",
                false,
                "new is live; old live is kept, stopped and untouched",
                "belay status r-6d21",
                new Promotion("2026-11-21T12:29:50.123Z", 4100),
                new StepLine(
                        "approve",
                        "DONE",
                        600_000,
                        0,
                        "",
                        "approved by dave (recorded, not authenticated) at 2026-11-21T12:29:40Z: rehearsed <well>"),
                step("promote", "DONE", 9300),
                new StepLine("retire", "WAITING", 0, 0, "2026-11-21T12:29:59Z", ""));
    }

    private static ObservedRun upgrade(
            String id,
            String waitsFor,
            boolean needsPerson,
            String safe,
            String next,
            Promotion promotion,
            StepLine... steps) {
        RunStatus status = new RunStatus(
                id,
                "orders-13-to-17",
                "ab12ab12ab12",
                "db2/payments",
                false,
                "",
                "APPLYING",
                NOW.minusSeconds(900).toString(),
                NOW.minusSeconds(1).toString(),
                List.of(steps),
                0,
                Problem.NONE,
                "",
                next,
                waitsFor,
                needsPerson,
                safe,
                promotion,
                "",
                7);
        return new ObservedRun(
                status,
                "belay.upgrade.db2.payments",
                "execution",
                "ab12".repeat(16),
                NOW.minusSeconds(900),
                Optional.empty(),
                NOW.minusSeconds(1),
                List.of(),
                List.of(),
                "",
                List.of());
    }

    private ObservedRun run(
            String id,
            String phase,
            Problem problem,
            List<StepLine> steps,
            List<StepDetail> details,
            List<String> tail) {
        boolean ended = phase.equals("FAILED");
        java.time.Instant started = NOW.minusSeconds(ended ? 400 : 7);
        RunStatus status = new RunStatus(
                id,
                planName,
                "ab12ab12ab12",
                "db1/orders",
                true,
                S3,
                phase,
                started.toString(),
                NOW.minusSeconds(1).toString(),
                steps,
                0,
                problem,
                "",
                ended ? "belay ledger db1/orders" : "belay watch " + id,
                "",
                false,
                "live was not touched; the evidence is kept",
                Promotion.NONE,
                "",
                7);
        return new ObservedRun(
                status,
                "belay.rehearsal.db1.orders." + id,
                "execution",
                "ab12".repeat(16),
                started,
                ended ? Optional.of(NOW.minusSeconds(380)) : Optional.empty(),
                NOW.minusSeconds(1),
                List.of(),
                tail,
                "",
                details);
    }

    private static StepLine step(String id, String status, long milliseconds) {
        return new StepLine(id, status, milliseconds, status.equals("PENDING") ? 0 : 1, "", "");
    }

    private static SnapshotReport snapshot(String id, String takenAt, List<String> usedBy) {
        return new SnapshotReport(
                id,
                "db1/orders",
                takenAt,
                "guard",
                "atomic",
                13,
                "7300000000000000001",
                "0/16B3D80",
                3,
                21,
                "ready",
                usedBy,
                "");
    }
}
