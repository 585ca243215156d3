package io.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be asked about the evidence of a run. */
@Command(
        name = "evidence",
        description = "Whether a run's evidence is as it was written: evidence verify RUN.",
        synopsisSubcommandLabel = "verify")
@CommandGroup(CommandGroup.Heading.RUNS)
final class EvidenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do with the evidence: evidence verify RUN");
    }
}
