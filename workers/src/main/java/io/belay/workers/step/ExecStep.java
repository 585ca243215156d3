package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.process.Launcher.Seen;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A program that the host's file names, detached from the worker, with a kept transcript. What it does in the candidate is taken
 * back with the candidate; what it does outside is taken back by the plan's own undo program, which copes with not begun, half
 * done and done.
 */
final class ExecStep implements HostStep {

    /** More tries of one undo than any run asks for. */
    private static final int UNDO_TRIES = 1000;

    /** From here on an exit code tells of the signal that ended a program (POSIX shells: 128 + signal). */
    private static final int BY_SIGNAL = 128;

    @Override
    public String kind() {
        return "exec";
    }

    @Override
    public boolean isPartOfRehearsals(JsonNode with) {
        return !ProgramCall.of(with).isOutside();
    }

    @Override
    public StepResult probe(StepContext context) {
        ProgramChecks checks = new ProgramChecks(context.means()).look(ProgramCall.of(context.with()));
        if (ProgramCall.hasUndo(context.with())) {
            checks.look(ProgramCall.undoOf(context.with()));
        }
        StepResult behind = call(context).effects().equals(ProgramCall.CANDIDATE)
                ? BehindUpgrade.required(context, StepErrors.PROGRAM_REFUSED)
                : StepResult.succeeded("", Map.of());
        StepResult usable = checks.result();
        return usable.outcome() == Outcome.SUCCEEDED && behind.outcome() != Outcome.SUCCEEDED ? behind : usable;
    }

    private static ProgramCall call(StepContext context) {
        return ProgramCall.of(context.with());
    }

    /** The undo too: what cannot be taken back any more must not begin. */
    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        return probe(context);
    }

    @Override
    public StepResult run(StepContext context) {
        ProgramCall call = ProgramCall.of(context.with());
        StepResult usable = isLaunched(context) ? StepResult.succeeded("", Map.of()) : probe(context);
        if (usable.outcome() != Outcome.SUCCEEDED) {
            return usable;
        }
        // No clock ends what changes something that only a person can judge.
        Optional<Ended> ended = call.isOutside()
                ? Optional.of(Launches.follow(context, Programs.EXEC, () -> command(context, call)))
                : Launches.followInTime(
                        context, Programs.EXEC, StepTimes.timeout(context), () -> command(context, call));
        ended.ifPresent(end -> keep(context, Programs.EXEC, end.result()));
        return ended.map(end -> judge(context, call, end.result(), end.adopted()))
                .orElseGet(() -> StepResult.failed(
                        StepErrors.PROGRAM_TOO_LONG,
                        "`" + call.name() + "` was still at work behind its `timeout` and was ended; " + safe(call),
                        "give the step a longer `timeout`, or look at what it waits for: belay logs "
                                + context.run().runId() + " "
                                + context.request().stepId(),
                        Map.of("program", call.name())));
    }

    @Override
    public StepResult undo(StepContext context) {
        if (!ProgramCall.hasUndo(context.with())) {
            return StepResult.succeeded("the plan names no program that takes it back", Map.of());
        }
        Seen seen = context.launcher().look(context.launch(Programs.EXEC));
        switch (seen.state()) {
            case NEVER_LAUNCHED -> {
                return StepResult.succeeded("its program was never started; nothing to take back", Map.of());
            }
            case RUNNING -> Launches.end(context, context.launch(Programs.EXEC));
            case ENDED, LOST -> context.attempt().show("taking back what the program did");
        }
        return takeBack(context, ProgramCall.undoOf(context.with()));
    }

    /** A try that failed is repeated under a name of its own: a key is launched once, for ever. */
    private static StepResult takeBack(StepContext context, ProgramCall call) {
        for (int number = 1; number < UNDO_TRIES; number++) {
            String program = Programs.UNDO + number;
            Seen seen = context.launcher().look(context.launch(program));
            switch (seen.state()) {
                case ENDED -> {
                    if (seen.result().orElseThrow().succeeded()) {
                        return StepResult.succeeded("`" + call.name() + "` took it back", Map.of());
                    }
                }
                case LOST -> context.attempt().show(program + " vanished and is started once more");
                case NEVER_LAUNCHED, RUNNING -> {
                    return oneUndo(context, call, program);
                }
            }
        }
        throw new IllegalStateException("too many tries of `" + call.name() + "`");
    }

    private static StepResult oneUndo(StepContext context, ProgramCall call, String program) {
        StepResult usable = new ProgramChecks(context.means()).look(call).result();
        if (usable.outcome() != Outcome.SUCCEEDED) {
            return usable;
        }
        Ended ended = Launches.follow(context, program, () -> ProgramCommand.of(context, call, Map.of()));
        keep(context, program, ended.result());
        if (ended.result().succeeded()) {
            return StepResult.succeeded("`" + call.name() + "` took it back", Map.of());
        }
        return StepResult.failed(
                StepErrors.UNDO_PROGRAM_FAILED,
                "`" + call.name() + "` ended with exit code " + ended.result().exitCode() + ": "
                        + lastLine(ended.result()) + ". What the step did outside may still stand",
                "take it back by hand, or mend what the program says and: belay retry "
                        + context.run().runId(),
                Map.of("exit_code", String.valueOf(ended.result().exitCode())));
    }

    /** By the journal: the program's own exit code is the only proof of what it did outside. */
    @Override
    public StepResult inspect(StepContext context) {
        Optional<StepResult> known = new StepMemory(context).result("run");
        if (known.isPresent()) {
            return known.get();
        }
        ProgramCall call = ProgramCall.of(context.with());
        Seen seen = context.launcher().look(context.launch(Programs.EXEC));
        return switch (seen.state()) {
            case NEVER_LAUNCHED -> StepResult.notStarted();
            case RUNNING -> StepResult.unclear("`" + call.name() + "` still runs and is adopted by the next attempt");
            case ENDED -> judge(context, call, seen.result().orElseThrow(), true);
            case LOST -> lost(context, call);
        };
    }

    private static StepResult lost(StepContext context, ProgramCall call) {
        if (call.isOutside() && !ProgramCall.hasUndo(context.with())) {
            return StepResult.unclear("`" + call.name()
                    + "` vanished without an exit code, and nobody can tell what of it was done outside; look there");
        }
        return Inspection.dirty(context);
    }

    private static StepResult judge(StepContext context, ProgramCall call, CommandResult result, boolean adopted) {
        long seconds = result.took().toSeconds();
        Map<String, String> facts = new TreeMap<>();
        facts.put("program", call.name());
        facts.put("exit_code", String.valueOf(result.exitCode()));
        facts.put("seconds", String.valueOf(seconds));
        facts.put("adopted", String.valueOf(adopted));
        if (result.succeeded()) {
            return StepResult.succeeded("`" + call.name() + "` ended well after " + seconds + " s", facts);
        }
        if (result.exitCode() > BY_SIGNAL && call.isOutside() && !ProgramCall.hasUndo(context.with())) {
            return StepResult.unclear("`" + call.name() + "` was ended by signal " + (result.exitCode() - BY_SIGNAL)
                    + ", and nobody can tell what of it was done outside; look there");
        }
        return StepResult.failed(
                StepErrors.PROGRAM_FAILED,
                "`" + call.name() + "` ended with exit code " + result.exitCode() + ": " + lastLine(result) + ". "
                        + safe(call),
                "belay logs " + context.run().runId() + " " + context.request().stepId(),
                facts);
    }

    private static String safe(ProgramCall call) {
        return switch (call.effects()) {
            case ProgramCall.OUTSIDE -> "what it did outside is its own: live was touched by nothing else";
            case ProgramCall.CANDIDATE -> "the candidate goes back to its last waypoint, live is untouched";
            default -> "it changes nothing, live is untouched";
        };
    }

    private static Command command(StepContext context, ProgramCall call) {
        Map<String, String> beside =
                call.effects().equals(ProgramCall.CANDIDATE) ? CandidateDoor.open(context) : Map.of();
        return ProgramCommand.of(context, call, beside);
    }

    private static boolean isLaunched(StepContext context) {
        LaunchKey key = context.launch(Programs.EXEC);
        return switch (context.launcher().look(key).state()) {
            case NEVER_LAUNCHED -> false;
            case RUNNING, ENDED, LOST -> true;
        };
    }

    /** The transcript's masked end; all of it stays in the run journal. */
    private static void keep(StepContext context, String program, CommandResult result) {
        StepEvidence.write(context, program + ".log", "exit code " + result.exitCode() + "\n" + result.output());
    }

    private static String lastLine(CommandResult result) {
        String text = result.output().strip();
        return text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1);
    }
}
