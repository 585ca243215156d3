package io.belay.cli;

import io.belay.plans.file.ReadPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Values of inputs, for commands that read several plans. */
final class InputsOption {

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "Value of an input that the plans declare; else BELAY_INPUT_NAME, else its default.")
    private List<String> inputs = List.of();

    @Option(
            names = "--input-file",
            paramLabel = "FILE",
            description = "Values of inputs, one `name: value` a line; --input goes before them.")
    private Optional<Path> inputFile = Optional.empty();

    /** A plan as it is written, whether or not anybody carries it out. */
    ReadPlan read(Path file, Console console) {
        return PlanArgument.read(file, inputs, inputFile, console);
    }

    /** The same for a saved plan, which has its inputs already. */
    ChosenPlan chosen(Path file) {
        return new ChosenPlan(file, inputs, inputFile);
    }
}
