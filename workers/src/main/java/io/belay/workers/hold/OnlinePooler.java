package io.belay.workers.hold;

import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.process.CommandRunner;
import java.time.Duration;

/** One pooler of an online hold: which of its entries lead where, and a console that is kept open. Thread-safe. */
final class OnlinePooler implements AutoCloseable {

    private final Held held;
    private final int port;
    private final KeptConsole console;
    private final PgBouncer bouncer;

    /** @param port to which its clients come behind the crossing */
    OnlinePooler(Held held, int port, ConsoleDoor door, CommandRunner commands, HoldFolder folder) {
        this.held = held;
        this.port = port;
        this.console = new KeptConsole(door, commands);
        this.bouncer = new PgBouncer(held.address(), folder.path(), console);
    }

    /** Opens a console for each entry, because all pause at the same time. */
    void prepare() {
        console.open(Math.max(1, held.databases().size()));
        bouncer.prepare(held.databases(), port);
    }

    void pause(Duration patience) {
        bouncer.pause(held.databases(), patience);
    }

    void resume() {
        bouncer.resume(held.databases());
    }

    /** Behind the crossing. Clients still wait. */
    void point() {
        bouncer.pointAt(held.databases(), port);
    }

    @Override
    public void close() {
        console.close();
    }
}
