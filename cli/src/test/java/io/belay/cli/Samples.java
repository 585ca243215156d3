package io.belay.cli;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.client.ObservedRun.StepDetail;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.Problem;
import io.belay.engine.run.RunStatus.Promotion;
import io.belay.engine.run.RunStatus.StepLine;
import io.belay.engine.schedule.GuardReport;
import io.belay.plans.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story of one failing rehearsal, as values. */
final class Samples {

    static final Instant START = CommandHarness.NOW.minusSeconds(42);
    static final String S2 = "20261121t110000-1a2b";
    static final String S3 = "20261121t120000-3c4d";

    private Samples() {}

    private static final String REMEDY = "CREATE OR REPLACE VIEW ops.databases AS SELECT datname FROM pg_database;";
    private static final String OBJECT = "orders: view ops.databases";

    static StepLine step(String id, String status, long milliseconds) {
        return new StepLine(id, status, milliseconds, status.equals("PENDING") ? 0 : 1, "", "");
    }

    static ObservedRun run(String phase, Problem problem, String next, StepLine... steps) {
        boolean ended = phase.equals("FAILED") || phase.equals("COMPLETED");
        RunStatus status = new RunStatus(
                "r-7f3a",
                "orders-13-to-17",
                "abababababab",
                "db1/orders",
                true,
                S3,
                phase,
                START.toString(),
                CommandHarness.NOW.toString(),
                List.of(steps),
                0,
                problem,
                "",
                next,
                "",
                false,
                "live was not touched; the evidence is kept",
                Promotion.NONE,
                "",
                7);
        return new ObservedRun(
                status,
                "belay.rehearsal.db1.orders.r-7f3a",
                "execution",
                "ab".repeat(32),
                START,
                ended ? Optional.of(CommandHarness.NOW) : Optional.empty(),
                CommandHarness.NOW,
                List.of(),
                problem.isNone() ? List.of() : List.of("Restoring database schemas in the new cluster", "*failure*"),
                "",
                problem.isNone() ? List.of() : List.of(failedUpgrade()));
    }

    private static StepDetail failedUpgrade() {
        StepResult result = StepResult.failed(
                        new ErrorCode(3501, ErrorCode.Fault.SNAPSHOT),
                        "pg_upgrade could not restore the schema of database `orders`",
                        REMEDY,
                        Map.of())
                .withFindings(List.of(new FindingReport(
                        "BLY-3502",
                        "blocker",
                        OBJECT,
                        "column `datlastsysoid` of pg_database is gone since 15",
                        REMEDY,
                        "CREATE OR REPLACE VIEW ops.databases AS SELECT datname, datlastsysoid FROM pg_database;")));
        return new StepDetail("pg_upgrade", "pg_upgrade", 1, Optional.of(result));
    }

    static ObservedRun running() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay watch r-7f3a",
                step("preflight", "DONE", 2100),
                step("clone", "RUNNING", 400),
                step("pg_upgrade", "PENDING", 0));
    }

    static ObservedRun further() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay watch r-7f3a",
                step("preflight", "DONE", 2100),
                step("clone", "DONE", 900),
                step("pg_upgrade", "RUNNING", 1500));
    }

    static ObservedRun failed() {
        return run(
                "FAILED",
                new Problem(
                        "pg_upgrade",
                        "BLY-3501",
                        "SNAPSHOT",
                        "pg_upgrade could not restore the schema of database `orders`",
                        REMEDY,
                        OBJECT),
                "belay ledger db1/orders",
                step("preflight", "DONE", 2100),
                step("clone", "DONE", 900),
                step("pg_upgrade", "FAILED", 6200));
    }

    static ObservedRun passed() {
        return run(
                "COMPLETED",
                Problem.NONE,
                "belay ledger db1/orders",
                step("preflight", "DONE", 2100),
                step("clone", "DONE", 900),
                step("pg_upgrade", "DONE", 8100));
    }

    static LedgerBrief ledger() {
        return new LedgerBrief(
                "db1/orders",
                S3,
                "2026-11-21T12:29:00Z",
                List.of(new FailingSince(
                        "pg_upgrade",
                        "BLY-3501",
                        S2,
                        S3,
                        "pg_upgrade could not restore the schema of database `orders`",
                        OBJECT,
                        "orders-13-to-17")),
                List.of(new LedgerBrief.Well("orders-13-to-17", "clone", S3, "", 900)),
                0);
    }

    static GuardReport guard() {
        return new GuardReport(
                "db1/orders",
                "orders-13-to-17",
                Duration.ofHours(1),
                37,
                "the newest 2, and the first of each of 24 hours, 7 days, 4 weeks (as they begin in UTC)",
                "in full every 1d, quickly on each other snapshot",
                false,
                "",
                Optional.of(CommandHarness.NOW.plusSeconds(1800)),
                Optional.empty(),
                0,
                0,
                0,
                List.of());
    }

    static SnapshotReport snapshot(String id, String takenAt, List<String> usedBy) {
        return new SnapshotReport(
                id,
                "db1/orders",
                takenAt,
                "dba",
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

    static CloneReport cloned() {
        return new CloneReport(
                "dba",
                "db1/orders",
                S3,
                "dba",
                "2026-11-21T12:10:00Z",
                "ready",
                "-h /srv/belay/clones/dba -p 7001 -U postgres",
                12,
                1840,
                List.of("the clone shares this host's network: not root"));
    }
}
