package io.belay.cli;

import io.belay.plans.clock.Timely;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan as a command line names it: a plan file with inputs, or a saved plan. For one command, one thread. */
final class ChosenPlan {

    private final Path file;
    private final List<String> inputs;
    private final Optional<Path> inputFile;
    private Optional<SavedPlan> saved = Optional.empty();

    ChosenPlan(Path file, List<String> inputs, Optional<Path> inputFile) {
        this.file = file;
        this.inputs = inputs;
        this.inputFile = inputFile;
    }

    /** As somebody would type it again, for a command in a message. */
    String typed() {
        StringBuilder typed = new StringBuilder(quoted(file.toString()));
        inputFile.ifPresent(values -> typed.append(" --input-file ").append(quoted(values.toString())));
        inputs.forEach(input -> typed.append(" --input ").append(quoted(input)));
        return typed.toString();
    }

    private static String quoted(String text) {
        return text.matches("[\\w./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** What a saved plan holds; empty for a plan file. @throws CliFailure when the file is damaged */
    Optional<SavedPlan> saved(Console console) {
        if (saved.isEmpty() && SavedPlanFile.isMeant(file)) {
            // Once: its plan and its facts must be those of one file, whoever replaces it meanwhile.
            saved = Optional.of(SavedPlanFile.read(console.workingFolder().resolve(file), file.toString(), console));
        }
        return saved;
    }

    /** Canonical text of the facts that a saved plan pins; empty for a plan file. */
    String pinned(Console console) {
        return saved(console).map(whole -> whole.facts().text()).orElse("");
    }

    /** Ready to be carried out. Warnings are printed. @throws PlanArgument.InvalidPlan when it is no plan */
    ReadPlan require(Console console) {
        return saved(console)
                .map(this::asRead)
                .orElseGet(() -> PlanArgument.required(PlanArgument.judged(text(console), Optional.empty()), console));
    }

    /** The same for who goes to work with it now: no window of it is past. */
    ReadPlan require(Console console, Instant now) {
        return saved(console)
                .map(whole -> PlanArgument.required(Timely.judge(asRead(whole), now, Map.of()), console))
                .orElseGet(() -> PlanArgument.required(
                        PlanArgument.judged(Timely.judge(text(console), now, Map.of()), Optional.empty()), console));
    }

    private ReadPlan text(Console console) {
        PlanArgument.requireNoFleet(file, console);
        return PlanArgument.read(file, inputs, inputFile, console);
    }

    /** As the language reads it, whoever carries it out. @throws PlanArgument.InvalidPlan when it is no plan */
    ReadPlan readable(Console console) {
        return PlanArgument.readable(file, inputs, inputFile, console);
    }

    /** A saved plan was read and checked when it was made. */
    private ReadPlan asRead(SavedPlan whole) {
        if (inputFile.isPresent()) {
            throw PlanArgument.badInput("a saved plan has its inputs already, and `--input-file` gives others");
        }
        if (!inputs.isEmpty()) {
            throw PlanArgument.badInput(
                    "a saved plan has its inputs already, and `--input " + inputs.get(0) + "` gives another");
        }
        Problems none = new Problems(new Source(file.toString(), ""));
        return new ReadPlan(Optional.empty(), Optional.of(whole.plan()), List.of(), none);
    }
}
