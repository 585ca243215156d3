package io.belay.workers.hold;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.hold.HoldResult.PartTime;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.Failpoint;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.storage.StorageFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hold: its parts in order, the clock of the budget, and what happens when one of them fails. Before the crossing everything is
 * undone; behind it everything is completed. Whoever does either has won or read the decision first. One thread, one use.
 */
public final class Hold {

    /** Not a part: what an undo took until clients went on. */
    static final String UNDO = "undo";

    private static final Logger LOG = LoggerFactory.getLogger(Hold.class);
    private static final int TRIES = 20;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Workshop shop;
    private final Failpoint failpoint;
    private final Work work = new Work();
    private final HoldRecord record;
    private final List<Part> before;
    private final List<Part> held;
    private final List<Part> behind;
    private final List<Part> after;

    /** @param folder in which the order lies */
    public Hold(HoldFolder folder, CommandRunner commands, Failpoint failpoint) {
        HoldOrder order =
                folder.order().orElseThrow(() -> new IllegalStateException("no order of a hold in " + folder.path()));
        this.shop = new Workshop(order, folder, commands);
        this.failpoint = failpoint;
        this.record = folder.record();
        Statistics statistics = new Statistics();
        this.before = List.of(WatchPart.of(shop), new StagePart(shop, work));
        this.held = held(statistics);
        this.behind = List.of(new OpenPart(shop, work), new ReleasePart(shop));
        this.after = List.of(new StatisticsPart(work, statistics), new TidyPart(shop, work), new RehearsedPart(shop));
    }

    /** In which clients wait, up to the crossing. */
    private List<Part> held(Statistics statistics) {
        List<Part> parts = new ArrayList<>(List.of(
                new PausePart(shop),
                new StopPart(shop, work),
                new ImagePart(shop, work),
                new UpgradePart(shop, work),
                new ProofPart(shop, work),
                new NamePart(shop),
                new StartPart(shop, work),
                new CheckPart(shop, work, statistics)));
        shop.order().repeats().forEach(repeat -> parts.add(new RepeatPart(shop, work, repeat)));
        parts.add(new CrossPart(shop, work));
        return List.copyOf(parts);
    }

    /**
     * From the beginning.
     *
     * @return how it ended; new is live or live is open again when this returns
     * @throws RuntimeException when neither could be reached: {@link #settle} has to be called again
     */
    public HoldResult run() {
        try {
            for (Part part : before) {
                carryOut(part, shop.order().budget());
            }
            long end = 0;
            for (Part part : held) {
                // Staging is not in the budget: the clock begins with the pause.
                end = part instanceof PausePart
                        ? System.nanoTime() + shop.order().budget().toNanos()
                        : end;
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative() || left.isZero()) {
                    throw new HoldFailure(
                            HoldErrors.PAST_BUDGET,
                            "`budget.hold` of " + shop.order().budget().toMillis() + " ms was used up before `"
                                    + part.name() + "`");
                }
                requireWanted();
                carryOut(part, left);
            }
        } catch (RuntimeException failure) {
            LOG.warn("the hold of run {} is undone: {}", shop.order().run(), failure.getMessage(), failure);
            return decided(failure);
        }
        return complete();
    }

    /**
     * Ends a hold whose own process is gone: completes what crossed, undoes everything else. May be called again and again.
     *
     * @param why what became of the process, for the result
     */
    public HoldResult settle(String why) {
        return settle(new HoldFailure(HoldErrors.UNDONE, why));
    }

    HoldResult settle(HoldFailure why) {
        Optional<HoldResult> known = shop.folder().result();
        return known.orElseGet(() -> decided(why));
    }

    /** An operator who aborts the run decides so in the file. */
    private void requireWanted() {
        if (shop.folder().decision().standing().isPresent()) {
            throw new HoldFailure(HoldErrors.UNDONE, "it was decided to undo this hold");
        }
    }

    private HoldResult decided(RuntimeException failure) {
        Decision standing = shop.folder().decision().claim(Decision.UNDO);
        return standing == Decision.COMMIT ? complete() : undo(failure);
    }

    private void carryOut(Part part, Duration left) {
        record.begin(part.name());
        failpoint.reach("before-" + part.name());
        part.carryOut(left);
        failpoint.reach("after-" + part.name());
        record.end(part.name());
    }

    /** Nothing is given up any more: what does not succeed now is tried again, here or by the next attempt. */
    private HoldResult complete() {
        shop.folder().freeReserve();
        for (Part part : behind) {
            persistently(part.name(), () -> carryOut(part, Duration.ofMinutes(1)));
        }
        for (Part part : after) {
            record.begin(part.name());
            try {
                failpoint.reach("before-" + part.name());
                part.carryOut(Duration.ofHours(1));
                failpoint.reach("after-" + part.name());
            } catch (RuntimeException failure) {
                LOG.warn("behind the release, `{}`: {}", part.name(), failure.getMessage(), failure);
                work.note(part.name(), "behind the release, `" + part.name() + "` failed: " + failure.getMessage());
            }
            record.end(part.name());
        }
        long held = record.milliseconds(PausePart.NAME, ReleasePart.NAME).orElse(0L);
        HoldResult result = new HoldResult(
                true,
                "",
                "",
                "new is live since the crossing; clients waited for " + held + " ms",
                "",
                held,
                times(Set.of(WatchPart.NAME, StagePart.NAME, StatisticsPart.NAME, TidyPart.NAME, RehearsedPart.NAME)),
                work.facts(),
                List.copyOf(work.notes().values()));
        shop.folder().keep(result);
        return result;
    }

    private HoldResult undo(RuntimeException failure) {
        List<Part> begun = begunBackwards();
        shop.folder().freeReserve();
        boolean clientsWaited = record.begun().contains(PausePart.NAME);
        noteIfRoom(() -> record.begin(UNDO));
        endOrphans();
        for (int i = 0; i < begun.size(); i++) {
            Part part = begun.get(i);
            List<Part> clearable = new ArrayList<>(begun.subList(0, i));
            clearable.addAll(before);
            persistently("undo of " + part.name(), () -> undo(part, clearable));
        }
        noteIfRoom(() -> record.end(UNDO));
        for (Part part : begun) {
            persistently("clearing of " + part.name(), part::clear);
        }
        ErrorCode code = code(failure);
        String at = begun.isEmpty() ? "" : " in `" + begun.get(0).name() + "`";
        long held = clientsWaited ? record.milliseconds(PausePart.NAME, UNDO).orElse(0L) : 0;
        HoldResult result = new HoldResult(
                false,
                code.text(),
                code.fault().name(),
                "the promotion was undone" + at + ": " + failure.getMessage() + ". "
                        + (clientsWaited
                                ? "Live is open again; clients waited for " + held + " ms"
                                : "Live was not touched; clients noticed nothing"),
                "correct it, then: belay retry " + shop.order().run(),
                held,
                times(Set.of(WatchPart.NAME, StagePart.NAME)),
                work.facts(),
                List.copyOf(work.notes().values()));
        shop.folder().keep(result);
        return result;
    }

    /** What failed may have failed for want of room: live may lie on the same store as what is of no use any more. */
    private void undo(Part part, List<Part> clearable) {
        noteIfRoom(() -> record.goOn(UNDO + "." + part.name()));
        try {
            part.undo();
        } catch (RuntimeException failure) {
            for (Part other : clearable) {
                try {
                    other.clear();
                } catch (RuntimeException second) {
                    failure.addSuppressed(second);
                }
            }
            // What is removed is free behind a commit of the file system, not at once.
            Durable.syncFileSystem(shop.order().place());
            throw failure;
        }
    }

    /** Only the times of an undo are lost with such a line, and a full disk must not keep live stopped. */
    private static void noteIfRoom(Runnable line) {
        try {
            line.run();
        } catch (UncheckedIOException full) {
            LOG.warn("{}", full.getMessage(), full);
        }
    }

    /** What a killed hold left at work would go on under what is undone here. */
    private void endOrphans() {
        TreeProcesses.end(shop.folder().path());
        TreeProcesses.end(shop.candidate().path());
    }

    private List<Part> begunBackwards() {
        Set<String> begun = record.begun();
        List<Part> parts = new ArrayList<>(before);
        parts.addAll(held);
        parts.removeIf(part -> !begun.contains(part.name()));
        Collections.reverse(parts);
        return parts;
    }

    private void persistently(String what, Runnable work) {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (RuntimeException failure) {
                LOG.warn("{}, try {}: {}", what, tries, failure.getMessage(), failure);
                if (tries == TRIES) {
                    throw failure;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    private List<PartTime> times(Set<String> notHeld) {
        Map<String, Long> took = new LinkedHashMap<>(record.took());
        List<PartTime> times = new ArrayList<>();
        took.forEach((part, milliseconds) -> times.add(new PartTime(part, milliseconds, !notHeld.contains(part))));
        return times;
    }

    private static ErrorCode code(RuntimeException failure) {
        if (failure instanceof HoldFailure hold) {
            return hold.code();
        }
        if (failure instanceof LiveFailure live) {
            return live.code();
        }
        if (failure instanceof GateRefusal gate) {
            return gate.code();
        }
        if (failure instanceof ServerFailure server) {
            return server.code();
        }
        if (failure instanceof StorageFailure storage) {
            return storage.code();
        }
        if (failure instanceof ProcessFailure process) {
            return process.code();
        }
        return HoldErrors.UNDONE;
    }
}
