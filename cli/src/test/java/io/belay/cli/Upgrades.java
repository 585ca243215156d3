package io.belay.cli;

import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.RunStatus.Problem;
import io.belay.engine.run.RunStatus.Promotion;
import io.belay.engine.run.RunStatus.StepLine;
import java.util.List;
import java.util.Optional;

/** The story of one upgrade, as values: what the engine writes at each of its stops. */
final class Upgrades {

    static final String ID = "r-4b2e";

    private static final String UNTOUCHED =
            "live serves on, untouched; the candidate is at waypoint `w6`, behind `analyze`";
    private static final String KEPT = "new is live; old live is kept, stopped and untouched";
    private static final Promotion PROMOTION = new Promotion("2026-11-21T12:29:50Z", 4100);

    private Upgrades() {}

    static ObservedRun waiting() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay approve r-4b2e approve",
                "change-board to approve since 2026-11-21T12:20:00Z; an approval expires 3d after it is given",
                true,
                "live serves on, untouched; the candidate is built beside it",
                Promotion.NONE,
                Samples.step("analyze", "DONE", 2100),
                new StepLine("approve", "WAITING", 600_000, 0, "2026-11-21T12:20:00Z", ""),
                Samples.step("promote", "PENDING", 0),
                Samples.step("retire", "PENDING", 0));
    }

    static ObservedRun promoting() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay watch r-4b2e",
                "",
                false,
                "clients wait at most as long as `budget.hold` allows; until the crossing everything is undone by itself,"
                        + " and live is open again",
                Promotion.NONE,
                Samples.step("analyze", "DONE", 2100),
                approved(),
                Samples.step("promote", "RUNNING", 500),
                Samples.step("retire", "PENDING", 0));
    }

    static ObservedRun rejected() {
        return run(
                "BLOCKED",
                new Problem(
                        "approve",
                        "BLY-4025",
                        "REQUEST",
                        "rejected by dave: not in this window",
                        "settle it, then `belay retry` asks again, or `belay abort`",
                        ""),
                "belay retry r-4b2e",
                "a person: retry, roll back or abort",
                true,
                UNTOUCHED,
                Promotion.NONE,
                Samples.step("analyze", "DONE", 2100),
                Samples.step("approve", "FAILED", 600_000),
                Samples.step("promote", "PENDING", 0));
    }

    /** Stopped by the environment: the target's library is missing. */
    static ObservedRun stopped() {
        return run(
                "BLOCKED",
                new Problem(
                        "pg_upgrade",
                        "BLY-3321",
                        "ENVIRONMENT",
                        "the library `soundslike` is missing in 17",
                        "install it on db1, then `belay retry`",
                        "inventory: soundslike"),
                "belay retry r-4b2e",
                "a person: retry, roll back or abort",
                true,
                "live serves on, untouched; the candidate is at waypoint `w3`, behind `clone`",
                Promotion.NONE,
                Samples.step("clone", "DONE", 900),
                Samples.step("pg_upgrade", "FAILED", 1500),
                Samples.step("promote", "PENDING", 0));
    }

    static ObservedRun goingOn() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay watch r-4b2e",
                "",
                false,
                "live serves on, untouched; the candidate is built beside it",
                Promotion.NONE,
                Samples.step("clone", "DONE", 900),
                Samples.step("pg_upgrade", "PREPARING", 0),
                Samples.step("promote", "PENDING", 0));
    }

    static ObservedRun aborted() {
        return run(
                "ABORTED",
                Problem.NONE,
                "belay logs r-4b2e",
                "",
                false,
                "live serves on as before; the candidate is gone, the evidence is kept",
                Promotion.NONE,
                Samples.step("clone", "PENDING", 0));
    }

    /** New is live, and old live's time is not over. */
    static ObservedRun kept() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay status r-4b2e",
                "2026-12-05T12:29:50Z: until then old live is kept, then it waits for `belay retire r-4b2e`",
                false,
                KEPT,
                PROMOTION,
                Samples.step("analyze", "DONE", 2100),
                approved(),
                Samples.step("promote", "DONE", 9300),
                new StepLine("retire", "WAITING", 0, 0, "2026-11-21T12:29:59Z", ""));
    }

    /** Old follows new, and clients could go back. */
    static ObservedRun wayBackOpen() {
        return way(
                "new",
                "new is live; the way back is open since 2026-11-21T12:29:51Z, lag less than 1MiB, less than 1s: `belay"
                        + " rollback r-4b2e` makes old live again, and loses nothing");
    }

    /** Clients went back, and could go forward again. */
    static ObservedRun oldAgain() {
        return way(
                "old",
                "old is live again; the way forward is open since 2026-11-21T12:29:51Z, lag less than 1MiB, less than 1s:"
                        + " `belay rollback r-4b2e` makes new live once more, and loses nothing");
    }

    private static ObservedRun way(String live, String safe) {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay status r-4b2e",
                "",
                false,
                safe,
                new Promotion(
                        PROMOTION.at(), 140, live, "open", "2026-11-21T12:29:51Z", "less than 1MiB, less than 1s", ""),
                Samples.step("promote", "DONE", 9300),
                new StepLine("retire", "WAITING", 0, 0, "2026-11-21T12:29:59Z", ""));
    }

    static ObservedRun lastWord() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay retire r-4b2e",
                "a person: `belay retire r-4b2e` lets old live go",
                true,
                KEPT,
                PROMOTION,
                Samples.step("promote", "DONE", 9300),
                new StepLine("retire", "WAITING", 0, 0, "2026-11-21T12:29:59Z", ""));
    }

    static ObservedRun retiring() {
        return run(
                "APPLYING",
                Problem.NONE,
                "belay watch r-4b2e",
                "",
                false,
                "new is live; old live is being let go",
                PROMOTION,
                Samples.step("promote", "DONE", 9300),
                Samples.step("retire", "RUNNING", 100));
    }

    /** A plan without `retire`: old live stays. */
    static ObservedRun promoted() {
        return run(
                "PROMOTED",
                Problem.NONE,
                "belay snapshots db1/orders",
                "",
                false,
                KEPT + ", until `belay retire r-4b2e` lets it go for good",
                PROMOTION,
                Samples.step("analyze", "DONE", 2100),
                approved(),
                Samples.step("promote", "DONE", 9300));
    }

    static ObservedRun as(ObservedRun run, String id) {
        RunStatus status = run.status();
        return observed(new RunStatus(
                id,
                status.plan(),
                status.hash(),
                status.cluster(),
                status.rehearsal(),
                status.snapshot(),
                status.phase(),
                status.started(),
                status.changed(),
                status.steps(),
                status.stepsLeftOut(),
                status.problem(),
                status.note(),
                status.next(),
                status.waitsFor(),
                status.needsPerson(),
                status.safe(),
                status.promotion(),
                "",
                7));
    }

    private static StepLine approved() {
        return new StepLine(
                "approve",
                "DONE",
                600_000,
                0,
                "",
                "approved by dave (recorded, not authenticated) at 2026-11-21T12:29:40Z, expires 2026-11-24T12:29:40Z: rehearsed well");
    }

    private static ObservedRun run(
            String phase,
            Problem problem,
            String next,
            String waitsFor,
            boolean needsPerson,
            String safe,
            Promotion promotion,
            StepLine... steps) {
        return observed(new RunStatus(
                ID,
                "orders-13-to-17",
                "abababababab",
                "db1/orders",
                false,
                "",
                phase,
                Samples.START.toString(),
                CommandHarness.NOW.toString(),
                List.of(steps),
                0,
                problem,
                "",
                next,
                waitsFor,
                needsPerson,
                safe,
                promotion,
                "",
                7));
    }

    private static ObservedRun observed(RunStatus status) {
        boolean ended = status.hasEnded();
        return new ObservedRun(
                status,
                "belay.upgrade.db1.orders",
                "execution",
                "ab".repeat(32),
                Samples.START,
                ended ? Optional.of(CommandHarness.NOW) : Optional.empty(),
                CommandHarness.NOW,
                List.of(),
                List.of(),
                "",
                List.of(new ObservedRun.StepDetail("approve", "approve", 1, Optional.empty())));
    }
}
