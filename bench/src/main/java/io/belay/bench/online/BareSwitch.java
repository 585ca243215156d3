package io.belay.bench.online;

import io.belay.lab.Lab;
import io.belay.lab.PgBouncer;
import io.belay.lab.PoolerConsole;
import io.belay.lab.Timings.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One switch from the side that serves to the one that follows, with the way back: prepared before the hold, carried in it, opened
 * after it. One thread only.
 */
final class BareSwitch implements AutoCloseable {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final PgBouncer pooler;
    private final List<String> databases;
    private final Reverse reverse;
    private final WarmSessions source;
    private final WarmSessions target;
    private final PoolerConsole console;
    private final ExecutorService threads;
    private final Map<String, SequenceCarry> sequences = new LinkedHashMap<>();
    private final long mark = System.currentTimeMillis();

    private BareSwitch(Lab lab, List<String> databases, Reverse reverse, WarmSessions source, WarmSessions target) {
        this.pooler = lab.pooler();
        this.databases = databases;
        this.reverse = reverse;
        this.source = source;
        this.target = target;
        this.console = lab.pooler().openConsole();
        this.threads = Executors.newFixedThreadPool(databases.size());
    }

    /** Everything that needs no hold: the reverse stream, all sequences, connections opened and each statement run once. */
    static BareSwitch prepare(Lab lab, List<String> databases, int generation, Side from, Side to)
            throws SQLException, IOException {
        WarmSessions source = WarmSessions.open(from, databases);
        WarmSessions target = WarmSessions.open(to, databases);
        BareSwitch prepared = new BareSwitch(lab, databases, new Reverse(source, target, generation), source, target);
        try {
            from.writeAccessFiles();
            prepared.console.execute("SHOW VERSION");
            for (String database : databases) {
                prepared.warm(database);
            }
            prepared.onEach(prepared::carryStream, new StepTimes());
            return prepared;
        } catch (SQLException | IOException | RuntimeException failure) {
            prepared.close();
            throw failure;
        }
    }

    private void warm(String database) throws SQLException {
        reverse.prepare(database);
        SequenceCarry carry = new SequenceCarry(source.in(database), target.in(database));
        carry.carryAll();
        sequences.put(database, carry);
    }

    Switched run() throws SQLException, IOException {
        StepTimes times = new StepTimes();
        Fence fence = new Fence(source);
        try {
            console.execute("PAUSE");
            times.done("paused");
            fence.raise();
            times.done("fenced");
            fence.prove(Deadline.in(BUDGET));
            times.done("fence proven");
            requireNothingPrepared();
            times.done("no prepared transaction");
            onEach(
                    (database, step) -> {
                        carryStream(database, step);
                        carryBeside(database, step);
                    },
                    times);
            if (target.side().isFenced()) {
                new Fence(target).lift();
            }
            times.done("target open");
            cross();
        } catch (SQLException | IOException | RuntimeException failure) {
            undo(fence);
            throw failure;
        }
        times.done("crossed");
        Span hold = new Span(times.began(), System.nanoTime());
        return new Switched(hold, times.all(), afterwards());
    }

    private void requireNothingPrepared() throws SQLException {
        if (source.control().number("SELECT count(*) FROM pg_prepared_xacts") > 0) {
            throw new IllegalStateException("a prepared transaction outlives every fence");
        }
    }

    /** The marker is the last change of all: what came before it is on the target when it is. */
    private void carryStream(String database, StepTimes times) throws SQLException {
        Marker.write(source.in(database), mark + times.began());
        times.done("marker written");
        Marker.await(target.in(database), mark + times.began(), Deadline.in(BUDGET));
        times.done("marker arrived");
    }

    private void carryBeside(String database, StepTimes times) throws SQLException {
        SequenceCarry carry = sequences.get(database);
        if (carry != null) {
            carry.carryMoved();
        }
        times.done("sequences");
        reverse.flush(database);
        times.done("target durable");
        reverse.advance(database);
        times.done("way back advanced");
    }

    private void cross() throws SQLException, IOException {
        Path file = pooler.configurationFile();
        Files.move(file.resolveSibling("pgbouncer.ini.next"), file, StandardCopyOption.ATOMIC_MOVE);
        console.execute("RELOAD");
        console.execute("RESUME");
    }

    /** The target's own fence, when it was lifted already, stays so: this bench ends here, and its clients are where they were. */
    private void undo(Fence fence) throws SQLException, IOException {
        if (source.side().isFenced()) {
            fence.lift();
        }
        console.execute("RESUME");
    }

    private Map<String, Duration> afterwards() throws SQLException {
        StepTimes times = new StepTimes();
        for (String database : databases) {
            reverse.turn(database);
        }
        times.done("stream turned");
        long last = mark + times.began();
        for (String database : databases) {
            Marker.write(target.in(database), last);
            Marker.await(source.in(database), last, Deadline.in(Duration.ofMinutes(1)));
        }
        times.done("caught up");
        source.forEachDatabase("ALTER DATABASE %s SET default_transaction_read_only = on");
        times.done("read-only");
        return times.all();
    }

    /** For one database. */
    @FunctionalInterface
    private interface Part {

        void run(String database, StepTimes times) throws SQLException;
    }

    /** At once in all databases. */
    private void onEach(Part part, StepTimes times) throws SQLException {
        List<Callable<Boolean>> parts = new ArrayList<>();
        databases.forEach(database -> parts.add(() -> {
            part.run(database, times);
            return true;
        }));
        try {
            for (Future<Boolean> done : threads.invokeAll(parts)) {
                done.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a switch", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a part of the switch failed: " + failure.getCause(), failure.getCause());
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdown();
        console.close();
        source.close();
        target.close();
    }
}
