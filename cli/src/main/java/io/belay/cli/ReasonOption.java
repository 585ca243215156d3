package io.belay.cli;

import picocli.CommandLine.Option;

/** {@code --reason TEXT}, kept with the decision. */
final class ReasonOption {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision and shown with it.")
    private String text = "";

    String text() {
        return text.strip();
    }

    /** @throws CliFailure when there is none */
    String require(String verb, String run, Console console) {
        if (text().isEmpty()) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    CliErrors.BAD_INPUT,
                    "`" + verb + "` needs a reason: somebody has to settle it",
                    "nothing was decided",
                    console.command() + " " + verb + " " + run + " --reason TEXT");
        }
        return text();
    }
}
