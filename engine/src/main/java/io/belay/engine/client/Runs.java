package io.belay.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.WrittenForm;
import io.belay.engine.client.ObservedRun.Call;
import io.belay.engine.client.Pollers.LastPoll;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.RunStatus;
import io.belay.engine.workflow.RunOrder;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads runs: from memo, pending calls and history, so it works with every worker down. Thread-safe. */
final class Runs {

    private static final int SEARCHED = 1000;
    private static final int TAIL = 20;

    private static final Duration LISTED = Duration.ofSeconds(2);

    private final Map<String, WorkflowExecution> known = new ConcurrentHashMap<>();
    private final Wire wire;
    private final RunIndex index;
    private final Pollers pollers;

    Runs(Wire wire) {
        this.wire = wire;
        this.index = new RunIndex(wire);
        this.pollers = new Pollers(wire);
    }

    /** @param cluster all when empty */
    List<ObservedRun> list(String cluster, int limit) {
        return wire.call(() -> index.newest(cluster.isEmpty() ? limit : SEARCHED)).stream()
                .flatMap(info -> brief(info).stream())
                .filter(run -> cluster.isEmpty() || run.status().cluster().equals(cluster))
                .limit(limit)
                .toList();
    }

    Optional<ObservedRun> find(String runId) {
        Optional<WorkflowExecution> execution = locate(runId);
        return execution.flatMap(this::observe);
    }

    ObservedRun require(String runId) {
        return find(runId)
                .orElseThrow(() -> new EngineFailure(
                        EngineErrors.NO_SUCH_RUN, "there is no run `" + runId + "`", "list them with `belay status`"));
    }

    /** A server lists a run a moment after it was started, so one that is not listed is looked for a little longer. */
    Optional<WorkflowExecution> locate(String runId) {
        WorkflowExecution started = known.get(runId);
        if (started != null) {
            return Optional.of(started);
        }
        long deadline = System.nanoTime() + LISTED.toNanos();
        Optional<WorkflowExecution> found = listed(runId);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            Wire.pause();
            found = listed(runId);
        }
        return found;
    }

    /** For those who started it themselves: needs no list. */
    void remember(String runId, WorkflowExecution execution) {
        if (known.size() > SEARCHED) {
            known.clear();
        }
        known.put(runId, execution);
    }

    private Optional<WorkflowExecution> listed(String runId) {
        Optional<WorkflowExecution> found = wire.call(() -> index.newest(SEARCHED)).stream()
                .filter(info -> info.getExecution().getWorkflowId().endsWith("." + runId)
                        || memo(info)
                                .filter(status -> status.run().equals(runId))
                                .isPresent())
                .map(WorkflowExecutionInfo::getExecution)
                .findFirst();
        found.ifPresent(execution -> remember(runId, execution));
        return found;
    }

    /** What is known of one execution; empty when it has not begun to say anything. */
    Optional<ObservedRun> observe(WorkflowExecution execution) {
        DescribeWorkflowExecutionResponse description = describe(execution);
        RunHistory history = new RunHistory(wire.call(() -> wire.client()
                .fetchHistory(execution.getWorkflowId(), execution.getRunId())
                .getEvents()));
        Optional<RunStatus> status = memo(description.getWorkflowExecutionInfo())
                .or(() -> history.order().map(order -> Waiting.notBegun(order, started(description))));
        return status.map(known -> whole(known, description, history));
    }

    /** What the run began with, from its history. */
    Optional<RunOrder> order(ObservedRun run) {
        return history(run).order();
    }

    RunHistory history(ObservedRun run) {
        return new RunHistory(wire.call(() ->
                wire.client().fetchHistory(run.workflowId(), run.executionId()).getEvents()));
    }

    /**
     * What changes while one watches.
     *
     * @param status empty until an engine has picked the run up
     */
    record Glance(Optional<RunStatus> status, boolean isOpen) {}

    /** One call to the server: much cheaper than the whole. */
    Glance glance(WorkflowExecution execution) {
        WorkflowExecutionInfo info = describe(execution).getWorkflowExecutionInfo();
        return new Glance(memo(info), ended(info).isEmpty());
    }

    private DescribeWorkflowExecutionResponse describe(WorkflowExecution execution) {
        return wire.call(() -> wire.stubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(wire.namespace())
                        .setExecution(execution)
                        .build()));
    }

    private static Instant started(DescribeWorkflowExecutionResponse description) {
        return Stamps.instant(description.getWorkflowExecutionInfo().getStartTime());
    }

    private Optional<ObservedRun> brief(WorkflowExecutionInfo info) {
        return memo(info)
                .map(status -> new ObservedRun(
                        status,
                        info.getExecution().getWorkflowId(),
                        info.getExecution().getRunId(),
                        "",
                        Stamps.instant(info.getStartTime()),
                        ended(info),
                        Instant.parse(status.changed()),
                        List.of(),
                        List.of(),
                        "",
                        List.of()));
    }

    private ObservedRun whole(RunStatus status, DescribeWorkflowExecutionResponse description, RunHistory history) {
        WorkflowExecutionInfo info = description.getWorkflowExecutionInfo();
        List<Call> calls =
                description.getPendingActivitiesList().stream().map(Runs::call).toList();
        boolean open = ended(info).isEmpty();
        Hindrance hindrance =
                open ? hindrance(status, description, calls) : new Hindrance(closing(status, info, history), "");
        return new ObservedRun(
                hindrance.next().isEmpty() ? status : status.withNext(hindrance.next()),
                info.getExecution().getWorkflowId(),
                info.getExecution().getRunId(),
                history.order().map(order -> order.run().planHash()).orElse(""),
                Stamps.instant(info.getStartTime()),
                ended(info),
                Instant.parse(status.changed()),
                calls,
                calls.stream().flatMap(call -> tail(call).stream()).limit(TAIL).toList(),
                hindrance.notice(),
                history.details());
    }

    private Hindrance hindrance(RunStatus status, DescribeWorkflowExecutionResponse description, List<Call> calls) {
        String host = status.cluster().substring(0, status.cluster().indexOf('/'));
        String runId = description.getWorkflowExecutionInfo().getExecution().getRunId();
        Optional<LastPoll> poll = pollers.latest(Queues.probe(host));
        Instant now = poll.map(pollers::now).orElseGet(Instant::now);
        List<String> atWork = Hindrance.wantsRoom(calls, host, now) ? atWork(host, runId) : List.of();
        Hindrance known = Hindrance.of(
                new Hindrance.Host(host, poll, atWork), pollers.areGoneForWorkflows(Queues.ENGINE), calls, now);
        return notStoringSince(description).map(known::behindFullStore).orElse(known);
    }

    /** By the clock that set the stamps; it is only asked where this machine's makes it look so. */
    private Optional<Instant> notStoringSince(DescribeWorkflowExecutionResponse description) {
        return Overdue.since(description, Instant.now())
                .flatMap(looksSo -> wire.serverTime())
                .flatMap(now -> Overdue.since(description, now));
    }

    /** Other open runs that have a heavy call under way at a host. */
    private List<String> atWork(String host, String except) {
        return wire.call(() -> index.newest(SEARCHED)).stream()
                .filter(info ->
                        ended(info).isEmpty() && !info.getExecution().getRunId().equals(except))
                .flatMap(info -> memo(info).stream()
                        .filter(status -> status.cluster().startsWith(host + "/"))
                        .filter(status -> describe(info.getExecution()).getPendingActivitiesList().stream()
                                .map(Runs::call)
                                .anyMatch(
                                        call -> call.isStarted() && call.queue().equals(Queues.heavy(host))))
                        .map(RunStatus::run))
                .toList();
    }

    /** A run that was refused, or that Temporal ended from outside, never wrote so itself. */
    private static String closing(RunStatus status, WorkflowExecutionInfo info, RunHistory history) {
        if (status.hasEnded()) {
            return "";
        }
        if (!history.refusal().isEmpty()) {
            return "the engine refused the run: " + history.refusal();
        }
        return "the run was ended from outside ("
                + info.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "")
                + ") while it was " + status.phase() + "; its candidate may still be there";
    }

    private static Call call(PendingActivityInfo pending) {
        return new Call(
                pending.getActivityType().getName(),
                pending.getActivityOptions().getTaskQueue().getName(),
                pending.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED,
                Stamps.instant(pending.getScheduledTime()),
                Math.max(pending.getAttempt(), 1),
                pending.hasLastFailure() ? pending.getLastFailure().getMessage() : "",
                pending.hasLastHeartbeatTime()
                        ? Optional.of(Stamps.instant(pending.getLastHeartbeatTime()))
                        : Optional.empty(),
                pending.getHeartbeatDetails().getPayloadsCount() > 0
                        ? pending.getHeartbeatDetails().getPayloads(0).getData().toStringUtf8()
                        : "");
    }

    /** Workers report either a text or an object with the lines under {@code tail}. */
    private static List<String> tail(Call call) {
        if (call.progress().isEmpty()) {
            return List.of();
        }
        Optional<JsonNode> progress = Stamps.json(call.progress());
        JsonNode lines = progress.map(node -> node.path("tail")).orElseThrow();
        List<String> tail = new ArrayList<>();
        lines.forEach(line -> tail.add(line.asText()));
        progress.filter(JsonNode::isTextual)
                .ifPresent(text -> text.asText().lines().forEach(tail::add));
        return tail;
    }

    private static Optional<Instant> ended(WorkflowExecutionInfo info) {
        return info.hasCloseTime() ? Optional.of(Stamps.instant(info.getCloseTime())) : Optional.empty();
    }

    private static Optional<RunStatus> memo(WorkflowExecutionInfo info) {
        Payload payload = info.getMemo().getFieldsMap().get(RunStatus.MEMO);
        if (payload == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(WrittenForm.converter().fromPayload(payload, RunStatus.class, RunStatus.class));
        } catch (DataConverterException written) {
            return Optional.empty();
        }
    }
}
