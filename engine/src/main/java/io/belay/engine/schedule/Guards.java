package io.belay.engine.schedule;

import io.belay.engine.activity.Queues;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.workflow.ClusterSnapshot;
import io.belay.engine.workflow.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleInfo;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sets up, changes and reads guards. Thread-safe. */
public final class Guards {

    private static final String PREFIX = "belay.snapshots.";

    /** The server's default is a year: after an outage that would be a storm of late snapshots. */
    private static final Duration CATCH_UP = Duration.ofMinutes(10);

    private final ScheduleClient schedules;

    public Guards(WorkflowClient client) {
        this.schedules = ScheduleClient.newInstance(
                client.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .build());
    }

    /** Sets the guard up, or replaces the one that there is; a paused one stays paused. */
    public GuardReport guard(GuardOrder order) {
        ScheduleOptions options = ScheduleOptions.newBuilder()
                .setMemo(Map.of(
                        "cluster", order.cluster(),
                        "plan", order.planName(),
                        "keep", order.kept().atMost(),
                        "stays", order.kept().words(),
                        "rehearses", order.rehearses(),
                        "every", order.every().toSeconds()))
                .build();
        String id = WorkflowIds.guard(order.cluster());
        boolean paused = false;
        String note = "";
        Optional<ScheduleDescription> known = find(order.cluster());
        if (known.isPresent()) {
            // Memos of schedules cannot be changed, so a replaced guard is a new schedule.
            ScheduleState state = known.get().getSchedule().getState();
            paused = state.isPaused();
            // What was noted on one that goes on was about the plan that is replaced.
            note = paused ? Objects.requireNonNullElse(state.getNote(), "") : "";
            schedules.getHandle(id).delete();
        }
        try {
            schedules.createSchedule(id, schedule(order, paused, note), options);
        } catch (ScheduleAlreadyRunningException raced) {
            throw new EngineFailure(
                    EngineErrors.TEMPORAL_REFUSED,
                    "somebody else set up a guard for `" + order.cluster() + "` at the same moment",
                    "look with `belay snapshots " + order.cluster() + "`, then try again",
                    raced);
        }
        return require(order.cluster());
    }

    /** @return whether there was one */
    public boolean unguard(String cluster) {
        if (find(cluster).isEmpty()) {
            return false;
        }
        handle(cluster).delete();
        return true;
    }

    /** Nothing happens when there is no guard. */
    public void pause(String cluster, String note) {
        if (find(cluster).isPresent()) {
            handle(cluster).pause(note);
        }
    }

    public void unpause(String cluster, String note) {
        if (find(cluster).isPresent()) {
            handle(cluster).unpause(note);
        }
    }

    /** Without pausing it. */
    public void note(String cluster, String note) {
        handle(cluster).update(input -> {
            Schedule schedule = input.getDescription().getSchedule();
            return new ScheduleUpdate(Schedule.newBuilder(schedule)
                    .setState(ScheduleState.newBuilder(schedule.getState())
                            .setNote(note)
                            .build())
                    .build());
        });
    }

    /** A snapshot at once, outside the rhythm. */
    public void trigger(String cluster) {
        require(cluster);
        handle(cluster).trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    }

    public Optional<GuardReport> describe(String cluster) {
        return find(cluster).map(Guards::report);
    }

    public List<GuardReport> list() {
        return schedules
                .listSchedules()
                .filter(schedule -> schedule.getScheduleId().startsWith(PREFIX))
                .map(schedule -> text(schedule.getMemo("cluster", String.class)))
                .filter(cluster -> !cluster.isEmpty())
                .flatMap(cluster -> describe(cluster).stream())
                .toList();
    }

    private GuardReport require(String cluster) {
        return describe(cluster)
                .orElseThrow(() -> new EngineFailure(
                        EngineErrors.NO_SUCH_GUARD,
                        "cluster `" + cluster + "` has no guard",
                        "set one up with `belay guard PLAN`"));
    }

    private static Schedule schedule(GuardOrder order, boolean paused, String note) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.snapshot(order.cluster()))
                .setTaskQueue(Queues.ENGINE)
                // Below the interval, so that one that hangs cannot swallow the next ones; no retry policy on purpose.
                .setWorkflowExecutionTimeout(order.every().multipliedBy(5).dividedBy(6))
                .build();
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(ClusterSnapshot.class)
                        .setArguments(order.order())
                        .setOptions(options)
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(order.every())))
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(CATCH_UP)
                        .build())
                .setState(ScheduleState.newBuilder()
                        .setPaused(paused)
                        .setNote(note)
                        .build())
                .build();
    }

    private ScheduleHandle handle(String cluster) {
        return schedules.getHandle(WorkflowIds.guard(cluster));
    }

    private Optional<ScheduleDescription> find(String cluster) {
        try {
            return Optional.of(handle(cluster).describe());
        } catch (ScheduleException failure) {
            if (isWithoutIt(failure.getCause())) {
                return Optional.empty();
            }
            throw failure;
        } catch (StatusRuntimeException failure) {
            if (isWithoutIt(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Not there, or a server that has no schedules at all (the in-memory one). */
    private static boolean isWithoutIt(@org.jspecify.annotations.Nullable Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && (status.getStatus().getCode() == Status.Code.NOT_FOUND
                        || status.getStatus().getCode() == Status.Code.UNIMPLEMENTED);
    }

    private static GuardReport report(ScheduleDescription schedule) {
        ScheduleState state = schedule.getSchedule().getState();
        ScheduleInfo info = schedule.getInfo();
        List<Instant> due = info.getNextActionTimes();
        return new GuardReport(
                text(schedule.getMemo("cluster", String.class)),
                text(schedule.getMemo("plan", String.class)),
                Duration.ofSeconds(number(schedule.getMemo("every", Long.class))),
                (int) number(schedule.getMemo("keep", Long.class)),
                stays(schedule),
                text(schedule.getMemo("rehearses", String.class)),
                state.isPaused(),
                Objects.requireNonNullElse(state.getNote(), ""),
                state.isPaused() || due.isEmpty() ? Optional.empty() : Optional.of(due.get(0)),
                info.getRecentActions().stream()
                        .map(action -> action.getStartedAt())
                        .reduce((earlier, later) -> later),
                info.getNumActions(),
                info.getNumActionsSkippedOverlap(),
                info.getNumActionsMissedCatchupWindow(),
                info.getRecentActions().stream()
                        .map(action -> action.getAction().toString())
                        .toList());
    }

    /** A guard that was set up before ages counted keeps by number, until it is set up again. */
    private static String stays(ScheduleDescription schedule) {
        String words = text(schedule.getMemo("stays", String.class));
        return words.isEmpty() ? "the newest " + number(schedule.getMemo("keep", Long.class)) : words;
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static long number(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
