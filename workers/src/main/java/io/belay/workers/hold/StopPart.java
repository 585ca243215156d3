package io.belay.workers.hold;

import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.posix.Ownership;
import io.belay.workers.postgres.ControlData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fence: live is stopped, by its control data and the host's list of processes. No write is acknowledged from here on. */
final class StopPart implements Part {

    static final String NAME = "stop";

    private static final Logger LOG = LoggerFactory.getLogger(StopPart.class);

    /** Much of the budget went into waiting for it already. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** For the checkpoint of a stop: a recovery instead would take as long, and empty unlogged tables. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Workshop shop;
    private final Work work;

    StopPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        keepOptions();
        ControlData stopped = shop.live().stop(atLeastASecond(left));
        shop.folder().stopped(stopped);
        work.stopped(stopped);
    }

    /**
     * Stopped to the end first: a stop that is under way would end the server that is started here. One that does not run at all
     * may have been ended by a crash of the host; its start recovers it.
     */
    @Override
    public void undo() {
        ProductionServer live = shop.live();
        if (!shop.folder().isReopened() && live.isRunning()) {
            endStop(live);
        }
        if (!live.isRunning()) {
            giveOptionsBack();
        }
        live.start(Workshop.START);
        shop.folder().reopened();
    }

    /** What live was started with: a start that fails for want of room leaves an empty file of it. */
    private void keepOptions() {
        try {
            if (Files.exists(options())) {
                shop.folder().options(Files.readString(options()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the options of live's last start cannot be read", e);
        }
    }

    private void giveOptionsBack() {
        shop.folder().options().ifPresent(known -> {
            try {
                if (!Files.exists(options()) || !Files.readString(options()).equals(known)) {
                    Files.writeString(options(), known);
                    Ownership.give(options(), shop.owner());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the options of live's last start cannot be written", e);
            }
        });
    }

    private Path options() {
        return shop.order().live().data().resolve("postmaster.opts");
    }

    /**
     * A stop that was begun cannot be called off, and one that waits (for an archiver, for a session that hears no signal) lets
     * nobody in meanwhile. What was acknowledged is in the log, so ending it at once loses nothing of that.
     */
    private void endStop(ProductionServer live) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                live.stop(SOON);
                return;
            } catch (LiveFailure goesOn) {
                boolean checkpointed = shop.controlOfLive().isShutDown();
                if (checkpointed || System.nanoTime() > end) {
                    LOG.warn("live is ended at once: {}", goesOn.getMessage());
                    live.endAtOnce(LONGEST);
                    noteEndedAtOnce(checkpointed);
                    return;
                }
            }
        }
    }

    private void noteEndedAtOnce(boolean checkpointed) {
        String note = "live did not end its stop and was ended at once"
                + (checkpointed
                        ? ", behind its last checkpoint"
                        : "; it recovered from its log, and unlogged tables are empty, as behind a crash");
        work.note(note, note);
    }

    static Duration atLeastASecond(Duration left) {
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
