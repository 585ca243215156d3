package io.belay.lab.kills;

import io.belay.cli.dev.ChildJvm;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Narrator;
import io.belay.lab.oracle.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A lab with an engine and a worker, processes of their own that may be killed and started again. Thread-safe. */
final class Ensemble implements AutoCloseable {

    static final String PERSON = "benchmark";

    private static final Duration UP = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** 128 and SIGKILL: it will be started again. */
    private static final int KILLED = 137;

    private static final int MOST_LOG = 3000;
    private static final String NO_TEMPORAL = "error[BLY-4001]";

    private final Lab lab;
    private final EngineClient client;
    private ChildJvm engine;
    private ChildJvm worker;

    private Ensemble(Lab lab) {
        this.lab = lab;
        this.client = patiently(
                () -> EngineClient.connect(Connection.plain(lab.temporal().address())));
        this.engine = child("engine", List.of("engine"));
        this.worker = child(
                "worker", List.of("worker", "--config", lab.hostConfiguration().toString()));
    }

    /** Everything stands when it returns. */
    static Ensemble open(LabWish wish, Narrator narrator) throws IOException {
        Lab lab = Lab.open(wish, narrator);
        try {
            Ensemble ensemble = new Ensemble(lab);
            ensemble.awaitParts();
            return ensemble;
        } catch (IOException | RuntimeException failure) {
            lab.close();
            throw failure;
        }
    }

    private ChildJvm child(String name, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--temporal", lab.temporal().address()));
        return ChildJvm.start(name, all, lab.environment(), lab.work().resolve(name + ".log"));
    }

    /** The matrix runs beside anything: a server that has little of the machine is asked again, where a person would be told. */
    static <T> T patiently(Supplier<T> question) {
        long end = System.nanoTime() + UP.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (EngineFailure failure) {
                if (!failure.code().equals(EngineErrors.TEMPORAL_UNREACHABLE) || System.nanoTime() > end) {
                    throw failure;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** @return the run's id */
    String start(Supplier<String> start) {
        try {
            return start.get();
        } catch (EngineFailure failure) {
            if (!failure.code().equals(EngineErrors.TEMPORAL_UNREACHABLE)) {
                throw failure;
            }
            // An answer that did not come in time says nothing of the start: what is open was started by it.
            return patiently(() -> open().orElseGet(start));
        }
    }

    private Optional<String> open() {
        return client.runs(lab.clusterReference(), 1).stream()
                .filter(ObservedRun::isOpen)
                .map(run -> run.status().run())
                .findFirst();
    }

    /** Of a run that nobody strikes. */
    String awaitPhase(String run, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<RunStatus> seen =
                    patiently(() -> client.run(run)).map(ObservedRun::status).filter(RunStatus::hasEnded);
            if (seen.isPresent() || System.nanoTime() > end) {
                return seen.map(RunStatus::phase).orElse("not within " + limit);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** As a service manager does: one that found no Temporal in its time is started again. */
    void awaitParts() throws IOException {
        long end = System.nanoTime() + UP.toNanos();
        while (!polls()) {
            Optional<String> gone = ended();
            if (gone.isPresent()) {
                throw new IllegalStateException(gone.get());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("engine or worker did not come up; logs in " + lab.work());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean polls() {
        try {
            return !client.engineIsGone() && !client.workerIsGone("lab");
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    Lab lab() {
        return lab;
    }

    EngineClient client() {
        return client;
    }

    Ground ground() {
        return new Ground(
                lab.cluster().door("orders"),
                lab.doorToTarget("orders"),
                lab.cluster().dataDirectory(),
                lab.targetDataDirectory(),
                lab.volume().path(),
                lab.place(),
                lab.work().resolve("state"),
                lab.acknowledgements(),
                lab.btrfsProgram());
    }

    synchronized long workerPid() {
        return worker.pid();
    }

    synchronized long enginePid() {
        return engine.pid();
    }

    synchronized long temporalPid() {
        return lab.temporal().pid();
    }

    synchronized void startWorkerAgain() {
        worker.startAgain();
    }

    synchronized void startEngineAgain() {
        engine.startAgain();
    }

    synchronized void startTemporalAgain() {
        lab.restartTemporal();
    }

    /**
     * A part that is not there though nobody killed it, with the end of its log. One that found no Temporal is started again, as a
     * service manager does.
     */
    synchronized Optional<String> ended() throws IOException {
        for (ChildJvm part : List.of(engine, worker)) {
            if (!part.isAlive() && part.exitCode() != KILLED) {
                String log = Files.readString(part.log());
                if (log.substring(Math.max(0, log.length() - MOST_LOG)).contains(NO_TEMPORAL)) {
                    part.startAgain();
                    continue;
                }
                return Optional.of(part.name() + " ended by itself with " + part.exitCode() + ": "
                        + log.substring(Math.max(0, log.length() - MOST_LOG)));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        try {
            worker.stop(PATIENCE);
            engine.stop(PATIENCE);
            client.close();
        } finally {
            lab.close();
        }
    }
}
