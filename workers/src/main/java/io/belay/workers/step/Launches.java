package io.belay.workers.step;

import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.Command;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.process.ProcessLost;
import java.util.ArrayList;
import java.util.List;
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
        // Asked once more right before the launch: an attempt that stood still since may have become a late one.
        Supplier<Command> checked = () -> {
            Command wanted = command.get();
            context.attempt().check();
            return wanted;
        };
        return context.launcher().launchOrAdopt(context.launch(program), checked, progress -> {
            context.attempt().show(progress.tail());
            context.attempt().check();
        });
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

    private static void end(StepContext context, LaunchKey key) {
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
