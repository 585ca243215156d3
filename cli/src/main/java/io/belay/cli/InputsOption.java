package io.belay.cli;

import io.belay.plans.file.ReadPlan;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Values of inputs, for commands that read several plans. */
final class InputsOption {

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "Value of an input that the plans declare; else BELAY_INPUT_NAME, else its default.")
    private List<String> inputs = List.of();

    ReadPlan read(Path file, Console console) {
        return PlanArgument.read(file, inputs, console);
    }

    /** The same for a saved plan, which has its inputs already. */
    ChosenPlan chosen(Path file) {
        return new ChosenPlan(file, inputs);
    }
}
