package io.belay.workers.hold;

import java.time.Duration;
import java.util.List;

/** One pooler of an online hold: which of its entries lead to the side that serves, and to which other one they shall lead. Thread-safe. */
final class OnlinePooler implements AutoCloseable {

    private final Pooler pooler;
    private final List<String> databases;
    private final LiveServer from;
    private final LiveServer to;

    OnlinePooler(Pooler pooler, List<String> databases, LiveServer from, LiveServer to) {
        this.pooler = pooler;
        this.databases = List.copyOf(databases);
        this.from = from;
        this.to = to;
    }

    void prepare() {
        pooler.prepare(databases, to);
    }

    void pause(Duration patience) {
        pooler.pause(databases, from, patience);
    }

    /** Clients go on at the side that served, which they never left. */
    void letBack() {
        pooler.resume(databases, from);
    }

    /** Behind the crossing. Clients still wait. */
    void point() {
        pooler.repoint(databases, to);
    }

    /** Clients go on at the other side. */
    void release() {
        pooler.resume(databases, to);
    }

    @Override
    public void close() {
        pooler.close();
    }
}
