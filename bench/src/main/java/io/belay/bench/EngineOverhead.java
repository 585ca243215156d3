package io.belay.bench;

import io.belay.bench.BareWorkflow.Shape;
import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.LoopbackPort;
import io.belay.cli.dev.TemporalProgram;
import io.belay.cli.dev.TemporalServer;
import io.belay.engine.EngineWorker;
import io.belay.engine.activity.Queues;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Narrator;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * What deciding costs: the engine carries out steps in which nothing happens, beside a workflow that only calls the same number of
 * activities at the same host's queue (at its own one the server would hand each over with the answer to the task before). Both on
 * one server, with workers in this JVM; times are the server's, from a run's start to its end.
 */
final class EngineOverhead implements Benchmark {

    private static final int STEPS = 20;
    private static final double GOAL_RATIO = 1.3;
    private static final int PAIRS = 15;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String BARE_QUEUE = "bare";
    private static final Random PORTS = new Random();

    @Override
    public String name() {
        return "engine-overhead";
    }

    @Override
    public String question() {
        return "a plan of " + STEPS + " steps in which nothing happens, beside a workflow with as many activities";
    }

    @Override
    public int usualPairs() {
        return PAIRS;
    }

    @Override
    public Result run(int pairs, Narrator narrator) throws IOException {
        Path folder = Files.createTempDirectory("belay-bench-engine");
        Path program = new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), narrator::says).find();
        try (TemporalServer server = TemporalServer.start(program, folder, LoopbackPort.choose(PORTS), Map.of());
                EngineClient client = EngineClient.connect(Connection.plain(server.address()))) {
            client.ensureNamespace();
            WorkerFactory hosts = hosts(client.temporal());
            try (EngineWorker engine = EngineWorker.start(client.temporal())) {
                return measured(pairs, client, narrator);
            } finally {
                hosts.shutdownNow();
            }
        } finally {
            remove(folder);
        }
    }

    private static WorkerFactory hosts(WorkflowClient temporal) {
        WorkerFactory factory = WorkerFactory.newInstance(temporal);
        for (String queue : List.of(Queues.heavy(IdleHost.NAME), Queues.probe(IdleHost.NAME))) {
            factory.newWorker(queue).registerActivitiesImplementations(new IdleHost());
        }
        Worker bare = factory.newWorker(BARE_QUEUE);
        bare.registerWorkflowImplementationTypes(BareWorkflow.Calls.class);
        factory.start();
        return factory;
    }

    private static Result measured(int pairs, EngineClient client, Narrator narrator) {
        String plan = CanonicalForm.write(IdleHost.plan(STEPS));
        Series belay = new Series();
        Series bare = new Series();
        WorkflowExecutionHistory last = null;
        for (int pair = 0; pair <= pairs; pair++) {
            WorkflowExecutionHistory carriedOut = carryOut(client, plan);
            WorkflowExecutionHistory called = call(client.temporal(), shape(carriedOut));
            if (activities(called) != activities(carriedOut)) {
                throw new IllegalStateException(
                        "not the same number of activities: " + activities(called) + " and " + activities(carriedOut));
            }
            if (pair > 0) {
                belay.add(took(carriedOut));
                bare.add(took(called));
            }
            last = carriedOut;
        }
        if (last != null) {
            narrator.says("belay: " + activities(last) + " activities, "
                    + last.getEvents().size() + " events, " + last.getHistory().getSerializedSize() / 1024
                    + " KiB of history");
        }
        narrator.says("belay, seconds: " + belay);
        narrator.says("bare, seconds:  " + bare);
        return new Result(
                belay.median(),
                "s",
                bare.median(),
                String.valueOf(GOAL_RATIO),
                belay.median() <= bare.median() * GOAL_RATIO);
    }

    private static WorkflowExecutionHistory carryOut(EngineClient client, String plan) {
        String run = client.startRehearsal(plan, "s1", "benchmark");
        RunStatus end = client.awaitEnd(run, LIMIT, seen -> {});
        if (!end.phase().equals("COMPLETED")) {
            throw new IllegalStateException("the run ended " + end.phase() + ": " + end.problem());
        }
        return closed(client.temporal(), client.run(run).orElseThrow().workflowId());
    }

    private static WorkflowExecutionHistory call(WorkflowClient temporal, Shape shape) {
        String id = "bare-" + UUID.randomUUID();
        BareWorkflow workflow = temporal.newWorkflowStub(
                BareWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(BARE_QUEUE)
                        .build());
        workflow.call(shape);
        return closed(temporal, id);
    }

    /** A run says that it has ended a moment before the server closes it. */
    private static WorkflowExecutionHistory closed(WorkflowClient temporal, String workflow) {
        temporal.newUntypedWorkflowStub(workflow).getResult(Object.class);
        return temporal.fetchHistory(workflow);
    }

    /** Probes are asked several at a time, everything else one behind the other: the bare side does the same. */
    private static Shape shape(WorkflowExecutionHistory history) {
        int probes = (int) history.getEvents().stream()
                .filter(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals("StepProbe"))
                .count();
        return new Shape(probes, activities(history) - probes, CanonicalForm.write(IdleHost.plan(STEPS)));
    }

    private static int activities(WorkflowExecutionHistory history) {
        return (int) history.getEvents().stream()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .count();
    }

    private static Duration took(WorkflowExecutionHistory history) {
        List<HistoryEvent> events = history.getEvents();
        var begin = events.get(0).getEventTime();
        var end = events.get(events.size() - 1).getEventTime();
        return Duration.ofSeconds(end.getSeconds() - begin.getSeconds(), end.getNanos() - begin.getNanos());
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
