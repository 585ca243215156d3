package io.belay.cli;

import io.belay.engine.client.Deciding;
import picocli.CommandLine.Option;

/** What every decision about a run takes besides the run: why, about which revision of it, and under which id. */
final class DecisionOptions {

    private static final int LONGEST_ID = 128;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision and shown with it.")
    private String text = "";

    @Option(
            names = "--revision",
            paramLabel = "N",
            description =
                    "The revision of the run that you have read (belay status); refused when it has changed since.")
    private int revision;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "A name of your own for this decision: sent twice, it is carried out once.")
    private String requestId = "";

    @Option(
            names = "--preview",
            description = "Show what would run and how safe that is, by the run's own rules; decide nothing.")
    private boolean preview;

    boolean isPreview() {
        return preview;
    }

    String reason() {
        return text.strip();
    }

    boolean isNamedRequest() {
        return !requestId.isBlank();
    }

    /** About the run as it was read for this command, unless an older look is named. */
    Deciding about(RunView run, Console console) {
        return decided(console).seeing(revision == 0 ? run.status().revision() : revision);
    }

    /** For what fits whatever happened meanwhile, unless a look is named. */
    Deciding whatever(Console console) {
        return decided(console).seeing(revision);
    }

    /** @throws CliFailure when there is none */
    String require(String verb, String run, Console console) {
        if (reason().isEmpty()) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    CliErrors.BAD_INPUT,
                    "`" + verb + "` needs a reason: somebody has to settle it",
                    "nothing was decided",
                    console.command() + " " + verb + " " + run + " --reason TEXT");
        }
        return reason();
    }

    private Deciding decided(Console console) {
        if (revision < 0 || requestId.length() > LONGEST_ID) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    CliErrors.BAD_INPUT,
                    revision < 0
                            ? "`--revision " + revision + "` is no revision of a run: they begin at 1"
                            : "`--request-id` has " + requestId.length() + " characters, at most " + LONGEST_ID
                                    + " are taken",
                    "nothing was decided",
                    console.command() + " status -o json");
        }
        Deciding who = Deciding.by(Person.of(console), reason());
        return requestId.isBlank() ? who : who.as(requestId.strip());
    }
}
