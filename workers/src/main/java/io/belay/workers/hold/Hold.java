package io.belay.workers.hold;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.fence.FenceFailure;
import io.belay.workers.hold.HoldResult.PartTime;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.postgres.ServerFailure;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private final HoldFolder folder;
    private final HoldOrder order;
    private final Failpoint failpoint;
    private final Course course;
    private final HoldNotes told;
    private final HoldRecord record;
    private final List<Part> before;
    private final List<Part> held;
    private final List<Part> behind;
    private final List<Part> after;

    /** @param folder in which the order lies */
    public Hold(HoldFolder folder, CommandRunner commands, Failpoint failpoint) {
        this.folder = folder;
        this.order =
                folder.order().orElseThrow(() -> new IllegalStateException("no order of a hold in " + folder.path()));
        this.failpoint = failpoint;
        this.record = folder.record();
        this.course = order.course(folder, commands);
        this.told = course.notes();
        this.before = Stream.concat(Stream.of(WatchPart.of(folder, order)), course.before().stream())
                .toList();
        this.held = course.held();
        this.behind = course.behind();
        this.after = course.after();
    }

    /**
     * From the beginning.
     *
     * @return how it ended; new is live or live is open again when this returns
     * @throws RuntimeException when neither could be reached: {@link #settle} has to be called again
     */
    public HoldResult run() {
        try (course) {
            return carriedOut();
        }
    }

    private HoldResult carriedOut() {
        try {
            for (Part part : before) {
                carryOut(part, order.budget());
            }
            long end = 0;
            for (Part part : held) {
                // Staging is not in the budget: the clock begins with the pause.
                end = part.name().equals(PausePart.NAME)
                        ? System.nanoTime() + order.budget().toNanos()
                        : end;
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative() || left.isZero()) {
                    throw new HoldFailure(
                            HoldErrors.PAST_BUDGET,
                            "`budget.hold` of " + order.budget().toMillis() + " ms was used up before `" + part.name()
                                    + "`");
                }
                requireWanted();
                carryOut(part, left);
            }
        } catch (RuntimeException failure) {
            try {
                return decided(failure, false);
            } finally {
                // Not before: clients wait, and the first line of a log takes longer than an undo.
                LOG.warn("the hold of run {} was not completed: {}", order.run(), failure.getMessage(), failure);
            }
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
        try (course) {
            Optional<HoldResult> known = folder.result();
            return known.orElseGet(() -> decided(why, true));
        }
    }

    /** An operator who aborts the run decides so in the file. */
    private void requireWanted() {
        if (folder.decision().standing().isPresent()) {
            throw new HoldFailure(HoldErrors.UNDONE, "it was decided to undo this hold");
        }
    }

    /** @param orphaned whether it was begun by a process that is gone */
    private HoldResult decided(RuntimeException failure, boolean orphaned) {
        Decision standing = folder.decision().claim(Decision.UNDO);
        return standing == Decision.COMMIT ? complete() : undo(failure, orphaned);
    }

    private void carryOut(Part part, Duration left) {
        record.begin(part.name(), part.isBegunDurably());
        failpoint.reach("before-" + part.name());
        part.carryOut(left);
        failpoint.reach("after-" + part.name());
        record.end(part.name());
    }

    /** Nothing is given up any more: what does not succeed now is tried again, here or by the next attempt. */
    private HoldResult complete() {
        folder.freeReserve();
        for (Part part : behind) {
            persistently(part.name(), () -> carryOut(part, Duration.ofMinutes(1)));
        }
        for (Part part : after) {
            record.begin(part.name(), part.isBegunDurably());
            try {
                failpoint.reach("before-" + part.name());
                part.carryOut(Duration.ofHours(1));
                failpoint.reach("after-" + part.name());
            } catch (RuntimeException failure) {
                LOG.warn("behind the release, `{}`: {}", part.name(), failure.getMessage(), failure);
                told.note(part.name(), "behind the release, `" + part.name() + "` failed: " + failure.getMessage());
            }
            record.end(part.name());
        }
        long held = record.milliseconds(PausePart.NAME, ReleasePart.NAME).orElse(0L);
        HoldResult result = new HoldResult(
                true,
                "",
                "",
                course.words().crossed() + "; clients waited for " + held + " ms",
                "",
                held,
                times(),
                told.facts(),
                List.copyOf(told.notes().values()));
        folder.keep(result);
        return result;
    }

    private HoldResult undo(RuntimeException failure, boolean orphaned) {
        List<Part> begun = begunBackwards();
        String at = newest().map(name -> " in `" + name + "`").orElse("");
        folder.freeReserve();
        boolean clientsWaited = record.begun().contains(PausePart.NAME);
        // Only the times of an undo are lost with such a line.
        noteIfRoom(() -> record.begin(UNDO, false));
        course.endOrphans(orphaned);
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
        long held = clientsWaited ? record.milliseconds(PausePart.NAME, UNDO).orElse(0L) : 0;
        HoldResult result = new HoldResult(
                false,
                code.text(),
                code.fault().name(),
                course.words().what() + " was undone" + at + ": " + failure.getMessage() + ". "
                        + (clientsWaited
                                ? course.words().open() + "; clients waited for " + held + " ms"
                                : course.words().untouched()),
                "correct it, then: belay " + course.words().again() + " " + order.run(),
                held,
                times(),
                told.facts(),
                List.copyOf(told.notes().values()));
        folder.keep(result);
        return result;
    }

    /** What failed may have failed for want of room: live may lie on the same store as what is of no use any more. */
    private void undo(Part part, List<Part> clearable) {
        noteIfRoom(() -> record.goOn(UNDO + "." + part.name()));
        try {
            part.undo();
        } catch (RuntimeException failure) {
            if (course.takesRoom()) {
                makeRoom(clearable, failure);
            }
            throw failure;
        }
    }

    private void makeRoom(List<Part> clearable, RuntimeException failure) {
        for (Part other : clearable) {
            try {
                other.clear();
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
        }
        course.freeRoom();
    }

    /** Only the times of an undo are lost with such a line, and a full disk must not keep live stopped. */
    private static void noteIfRoom(Runnable line) {
        try {
            line.run();
        } catch (UncheckedIOException full) {
            LOG.warn("{}", full.getMessage(), full);
        }
    }

    /** Backwards. A part that is not begun durably counts as begun when the one before it does. */
    private List<Part> begunBackwards() {
        Set<String> begun = record.begun();
        List<Part> parts = new ArrayList<>();
        boolean previous = false;
        for (Part part : both()) {
            previous = begun.contains(part.name()) || (previous && !part.isBegunDurably());
            if (previous) {
                parts.add(part);
            }
        }
        Collections.reverse(parts);
        return parts;
    }

    private List<Part> both() {
        List<Part> parts = new ArrayList<>(before);
        parts.addAll(held);
        return parts;
    }

    /** The part up to the crossing that was begun last. */
    private Optional<String> newest() {
        Set<String> begun = record.begun();
        return both().stream().map(Part::name).filter(begun::contains).reduce((one, other) -> other);
    }

    private void persistently(String what, Runnable work) {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                // Maybe another process's words.
                folder.hinderedNoMore();
                return;
            } catch (RuntimeException failure) {
                folder.hindered("hindered in " + what + ", and tried again: " + failure.getMessage());
                LOG.warn("{}, try {}: {}", what, tries, failure.getMessage(), failure);
                if (tries == TRIES) {
                    throw failure;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    private List<PartTime> times() {
        Set<String> notHeld =
                Stream.concat(before.stream(), after.stream()).map(Part::name).collect(Collectors.toSet());
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
        if (failure instanceof FenceFailure fence) {
            return fence.code();
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
