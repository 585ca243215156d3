package io.belay.workers.step;

import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.Command;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.process.Launcher.Progress;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.process.ProcessLost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The programs that a run launched, noted before each launch: whoever puts the candidate back must first end what works in it,
 * and knows neither steps nor epochs.
 */
final class Launches {

    private static final String NAME = "launches";

    private record Noted(String step, int epoch, String program) {}

    private Launches() {}

    /** Launches or adopts the step's program, and shows its progress. */
    static Ended follow(StepContext context, String program, Supplier<Command> command) {
        note(context, program);
        return context.launcher().launchOrAdopt(context.launch(program), checked(context, command), progress -> {
            context.attempt().show(progress.tail());
            context.attempt().check();
        });
    }

    /**
     * For a program that writes the candidate: the same, and ends it when the store has no more room than live needs, or when it has run
     * for longer than the step may.
     *
     * @return empty when it was ended, by this attempt; {@link RoomReserve#ended} tells whether for room
     */
    static Optional<Ended> followInCandidate(
            StepContext context, String program, Optional<Duration> limit, Supplier<Command> command) {
        return followUntil(
                context,
                program,
                command,
                progress -> limit.ifPresent(longest -> requireInTime(progress, longest)),
                // Not each second only: a fast store lets a tool write more in one than live is kept.
                () -> RoomReserve.keep(context));
    }

    /**
     * The same, and ends the program once it has run for longer than the step may: only for what a restore takes back.
     *
     * @return empty when it was ended
     */
    static Optional<Ended> followInTime(
            StepContext context, String program, Duration limit, Supplier<Command> command) {
        return followUntil(context, program, command, progress -> requireInTime(progress, limit), () -> {});
    }

    private static void requireInTime(Progress progress, Duration limit) {
        if (progress.running().compareTo(limit) > 0) {
            throw new CancelledByOperator("it has run for longer than its step may");
        }
    }

    /**
     * @param bound asked each second, throws what ends the program; a person who ends it is told as before
     * @param glance asked many times a second, likewise
     */
    private static Optional<Ended> followUntil(
            StepContext context, String program, Supplier<Command> command, Consumer<Progress> bound, Runnable glance) {
        note(context, program);
        AtomicBoolean reached = new AtomicBoolean();
        try {
            return Optional.of(context.launcher()
                    .launchOrAdopt(
                            context.launch(program),
                            checked(context, command),
                            progress -> {
                                context.attempt().show(progress.tail());
                                context.attempt().check();
                                reached.set(true);
                                bound.accept(progress);
                                reached.set(false);
                            },
                            () -> {
                                reached.set(true);
                                glance.run();
                                reached.set(false);
                            }));
        } catch (CancelledByOperator ended) {
            if (reached.get()) {
                return Optional.empty();
            }
            throw ended;
        }
    }

    /** Asked once more right before the launch: an attempt that stood still since may have become a late one. */
    private static Supplier<Command> checked(StepContext context, Supplier<Command> command) {
        return () -> {
            Command wanted = command.get();
            context.attempt().check();
            return wanted;
        };
    }

    /** Programs that this step noted in this epoch, launched or about to be. */
    static List<String> ofStep(StepContext context) {
        return noted(context).stream()
                .filter(one -> one.step().equals(context.request().stepId())
                        && one.epoch() == context.request().epoch())
                .map(Noted::program)
                .toList();
    }

    static boolean isAnyRunning(StepContext context) {
        return noted(context).stream()
                .anyMatch(noted -> context.launcher().look(key(context, noted)).state() == State.RUNNING);
    }

    /** Ends each one that runs, whoever launched it. */
    static void endAll(StepContext context) {
        for (Noted noted : noted(context)) {
            LaunchKey key = key(context, noted);
            if (context.launcher().look(key).state() == State.RUNNING) {
                end(context, key);
            }
        }
    }

    static void forget(StepContext context) {
        context.memory().forget(NAME);
    }

    static void end(StepContext context, LaunchKey key) {
        try {
            context.launcher()
                    .launchOrAdopt(
                            key,
                            () -> {
                                throw new CancelledByOperator("nothing is launched any more");
                            },
                            progress -> {
                                throw new CancelledByOperator("the candidate is taken back");
                            });
        } catch (CancelledByOperator | ProcessLost ended) {
            context.attempt().show(key.program() + " of step " + key.step() + " was ended: " + ended.getMessage());
        }
    }

    private static void note(StepContext context, String program) {
        Noted wanted = new Noted(context.request().stepId(), context.request().epoch(), program);
        List<Noted> all = new ArrayList<>(noted(context));
        if (!all.contains(wanted)) {
            all.add(wanted);
            context.memory().write(NAME, all);
        }
    }

    private static List<Noted> noted(StepContext context) {
        return context.memory().read(NAME, Noted[].class).map(List::of).orElse(List.of());
    }

    private static LaunchKey key(StepContext context, Noted noted) {
        return new LaunchKey(context.run().runId(), noted.step(), noted.epoch(), noted.program());
    }
}
