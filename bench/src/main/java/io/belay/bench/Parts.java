package io.belay.bench;

import io.belay.cli.dev.ChildJvm;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Lab;
import io.belay.plans.file.PlanFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Engine and worker as they are in use: each a JVM of its own. */
final class Parts implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);

    private final Lab lab;
    private final EngineClient client;
    private final List<ChildJvm> children;

    private Parts(Lab lab, EngineClient client, List<ChildJvm> children) {
        this.lab = lab;
        this.client = client;
        this.children = children;
    }

    static Parts start(Lab lab) {
        String address = lab.temporal().address();
        Parts parts = new Parts(
                lab,
                EngineClient.connect(Connection.plain(address)),
                List.of(
                        child(lab, "engine", List.of("engine", "--temporal", address)),
                        child(
                                lab,
                                "worker",
                                List.of(
                                        "worker",
                                        "--config",
                                        lab.hostConfiguration().toString(),
                                        "--temporal",
                                        address))));
        parts.await();
        return parts;
    }

    private static ChildJvm child(Lab lab, String name, List<String> arguments) {
        return ChildJvm.start(name, arguments, lab.environment(), lab.work().resolve(name + ".log"));
    }

    private void await() {
        String host = lab.clusterReference().substring(0, lab.clusterReference().indexOf('/'));
        long end = System.nanoTime() + START.toNanos();
        while (client.engineIsGone() || client.workerIsGone(host)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("engine or worker did not come up; logs in " + lab.work());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    EngineClient client() {
        return client;
    }

    static String canonical(Path plan) {
        var read = PlanFile.read(plan, Map.of());
        return read.canonical()
                .orElseThrow(() ->
                        new IllegalStateException(plan + ": " + read.problems().sorted()));
    }

    RunStatus awaitEnd(String run) {
        return client.awaitEnd(run, LONGEST_RUN, seen -> {});
    }

    @Override
    public void close() {
        client.close();
        children.forEach(child -> child.stop(STOP));
    }
}
